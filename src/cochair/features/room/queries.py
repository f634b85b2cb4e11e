"""Reads of decisions in the room, and their form for the core; each a fixed number of queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct, Key
from cochair.features.cycles.models import Cycle
from cochair.features.decisions import options, speakers
from cochair.features.decisions.models import Objection, RoomDecision, RoomStatement, Suspension
from cochair.features.documents import queries as documents
from cochair.features.meetings import attendance
from cochair.features.meetings.facts import people
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.procedure import consensus as core
from cochair.procedure.calendar import civil_day, start_of_day
from cochair.procedure.entitlement import (
    Capacity,
    Entitlement,
    Participant,
    Unit,
    Voice,
    entitlement,
)
from cochair.procedure.obstacle import Clauses, Subject, Waiver
from cochair.procedure.outcome import Statement, StatementKind, statement_kinds
from cochair.web.numbers import whole

PUT, SUSPEND, DECLARE = "room.put", "room.suspend", "room.declare"
OF_THE_ROOM = (PUT, SUSPEND, DECLARE)


def decisions(forum: Forum) -> QuerySet[RoomDecision]:
    """All decisions in the room of a forum with everything that the core asks for."""
    keys = Key.objects.select_related("party", "member", "office")
    return (
        RoomDecision.objects.filter(meeting__forum=forum)
        .select_related("meeting__forum", "document__forum", "act", "declaration", "text")
        .prefetch_related(
            Prefetch("act__keys", keys),
            Prefetch("declaration__keys", keys),
            Prefetch("objections", Objection.objects.select_related("by")),
            Prefetch("statements", RoomStatement.objects.select_related("by")),
            Prefetch("suspensions", Suspension.objects.select_related("act")),
            Prefetch("suspensions__act__keys", keys),
        )
    )


def of_meeting(meeting: Meeting) -> QuerySet[RoomDecision]:
    """The decisions of one meeting, in the order in which they were put."""
    return decisions(meeting.forum).filter(meeting=meeting).order_by("number")


def visible(forum: Forum, hat: ActingOffice, at: datetime) -> QuerySet[RoomDecision]:
    """The decisions on documents that an office may read, of meetings in which it takes part."""
    read = documents.visible(forum, hat, at)
    rows = decisions(forum).filter(document__in=read.values("pk"))
    if attendance.takes_part_in_all(hat):
        return rows
    parts = attendance.parts_of(forum, hat, at)
    return rows.filter(meeting__slug__in=[slug for slug, part in parts.items() if part])


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """Of some decisions, each by its meeting and its number, those that a hat may not read."""
    if hat is None:
        return frozenset(names)
    rows = visible(forum, hat, at).filter(meeting__slug__in={n.partition("/")[0] for n in names})
    read = rows.values_list("meeting__slug", "number")
    return frozenset(names) - {f"{meeting}/{number}" for meeting, number in read}


def of_subject(forum: Forum, subject: str) -> RoomDecision | None:
    """The decision that the journal names by its meeting and its number, or None; one query."""
    slug, _slash, named = subject.rpartition("/")
    number = whole(named)
    if number is None:
        return None
    rows = RoomDecision.objects.filter(meeting__forum=forum, meeting__slug=slug, number=number)
    return rows.select_related("meeting__cycle").first()


def ends_with(row: RoomDecision) -> Cycle | None:
    """The cycle with which a decision ends: that of its meeting."""
    return row.meeting.cycle


def binding(forum: Forum, meeting: str, number: int) -> core.Decision:
    """What a key binds of a decision as it now stands, in two queries: its terms and objections.

    The digest of an open act is asked for again and again, and reads no key and no statement.
    """
    rows = RoomDecision.objects.filter(meeting__forum=forum, meeting__slug=meeting, number=number)
    pk, terms = rows.values_list("pk", "terms").get()
    objections = Objection.objects.filter(decision=pk)
    return replace(bound(terms), objections=tuple(map(_objection, objections)))


def fresh(row: RoomDecision) -> RoomDecision:
    """The same decision with its rows as they now stand.

    The act by which it was put is not read again: both keys are turned on it, for good.
    """
    keys = Key.objects.select_related("party", "member", "office")
    found = (
        RoomDecision.objects.select_related("meeting", "document", "declaration", "text")
        .prefetch_related(
            Prefetch("declaration__keys", keys),
            "objections",
            "statements",
            Prefetch("suspensions", Suspension.objects.select_related("act")),
            Prefetch("suspensions__act__keys", keys),
        )
        .get(pk=row.pk)
    )
    found.act, forum = row.act, row.meeting.forum
    found.meeting.forum = found.document.forum = forum
    return found


def objection(row: RoomDecision, number: int) -> Objection | None:
    """One objection of a decision that was read with its rows."""
    return next((one for one in row.objections.all() if one.pk == number), None)


def bound(said: Mapping[str, Any]) -> core.Decision:
    """What the act of putting binds, as the core reads it: what was signed counts, and nothing else."""
    return core.Decision(
        id=said["decision"],
        kind=said["kind"],
        parties=tuple(said["parties"]),
        unit=Unit(said["unit"]),
        digest=said["digest"],
        waivers=tuple(Waiver(Subject(code), reason) for code, reason in said["set_aside"]),
        statement_kinds=frozenset(StatementKind(one) for one in said["statements"]),
        follows=said["follows"],
        clauses=Clauses(**said["clauses"]),
    )


def decision(row: RoomDecision, at: datetime | None = None) -> core.Decision:
    """A decision, read with its rows, as the core sees it.

    Whoever is a member when it is declared has a say, or at an instant (aware UTC) while it is not:
    without one, the objection of a State that has left its Party stands.
    """
    begun = bound(row.terms)
    until = (row.declaration.effective_at if row.declaration is not None else None) or at
    objections = tuple(_objection(one, _lapsed_at(one, row, until)) for one in row.objections.all())
    declared = None
    if row.declaration is not None:
        declared = core.Declaration(
            core.Claim(row.claim), speakers.consent(row.declaration, begun.parties)
        )
    return core.Decision(
        id=begun.id,
        kind=begun.kind,
        parties=begun.parties,
        unit=begun.unit,
        digest=begun.digest,
        put=speakers.consent(row.act, begun.parties),
        waivers=begun.waivers,
        statement_kinds=begun.statement_kinds,
        objections=objections,
        suspensions=tuple(
            core.Suspension(at, _over(objections, at))
            for one in row.suspensions.all()
            if (at := one.act.effective_at) is not None
        ),
        statements=tuple(statement(one) for one in row.statements.all()),
        declaration=declared,
        follows=begun.follows,
        clauses=begun.clauses,
    )


def entitled(row: RoomDecision, before: datetime) -> Entitlement:
    """Who has a say: who had one when the text was put, and who has come since, before an instant.

    Whoever had a say keeps it, whatever happens at the door afterwards; that a delegation had one
    is known by what it did: only who objected can take an objection back.
    """
    then = entitled_then(row)
    sides, there = row.terms["parties"], participants(row.meeting, before)
    now = entitlement(then.unit, sides, there, before=before)
    objected = {
        Voice(one.voice, one.party) for one in row.objections.all() if one.received_at < before
    }
    stated = {
        Voice(one.voice, one.party) for one in row.statements.all() if one.received_at < before
    }
    return Entitlement(then.unit, now.voices | then.voices | objected | stated)


def behind(row: RoomDecision, language: str) -> frozenset[str]:
    """The paragraphs of which a language was behind when the text was put: it follows later, and
    no word that it had then was adopted."""
    return frozenset(id for id, code in row.terms.get("behind", ()) if code == language)


def entitled_then(row: RoomDecision) -> Entitlement:
    """Who had a say when the text was put, as both signed it."""
    said = row.terms
    voices_then = frozenset(Voice(code, party) for party, code in said["voices"])
    return Entitlement(Unit(said["unit"]), voices_then)


def participants(meeting: Meeting, at: datetime) -> tuple[Participant, ...]:
    """The delegations of States that are members on the day, as the core counts them; one query."""
    return tuple(
        Participant(
            Capacity.DELEGATION,
            row.member.code,
            row.member.party.code,
            row.accepted_at,
            row.arrived,  # type: ignore[attr-defined]
        )
        for row in people.delegations_of((meeting.pk,))
        if row.member is not None
        and parties.belongs(meeting.forum, row.member.party.code, row.member.code, at)
    )


def waiting(meeting: Meeting) -> list[JointAct]:
    """Acts on decisions of a meeting that wait for a key."""
    rows = acts.open_acts(meeting.forum).filter(kind__in=OF_THE_ROOM)
    return [one for one in rows if one.body["meeting"] == meeting.slug]


def is_current(act: JointAct, row: RoomDecision) -> bool:
    """Whether an open act on a decision still binds what is: an objection makes it another."""
    now = decision(row)
    if act.kind == DECLARE:
        return bool(
            act.body["binds"] == core.declaration_digest(now, core.Claim(act.body["claim"]))
        )
    return bool(act.body["binds"] == core.suspension_digest(now))


def allowed_statements(forum: Forum, at: datetime) -> frozenset[StatementKind]:
    """The kinds of statement that the procedures and options in force allow."""
    book = parties.book(forum, at)
    return statement_kinds(book.decision or {}, options.in_force(forum, at))


def statement(row: RoomStatement) -> Statement:
    """A statement as the core sees it."""
    return Statement(
        str(row.pk),
        row.voice,
        StatementKind(row.kind),
        row.words,
        row.received_at,
        tuple(row.paragraphs),
        str(row.instead_of_id or ""),
    )


def _lapsed_at(one: Objection, row: RoomDecision, until: datetime | None) -> datetime | None:
    """Since when the State that objected is no member of its Party; None while it is."""
    if until is None or Unit(row.terms["unit"]) is not Unit.MEMBER_DELEGATION:
        return None
    forum = row.meeting.forum
    if parties.belongs(forum, one.party, one.voice, until):
        return None
    today = civil_day(until, forum.zone)
    ends = [
        known.end
        for known in parties.roster(forum).memberships
        if (known.party, known.member) == (one.party, one.voice)
        and known.end is not None
        and known.end <= today
    ]
    return start_of_day(max(ends), forum.zone) if ends else None


def _objection(row: Objection, lapsed_at: datetime | None = None) -> core.Objection:
    return core.Objection(
        str(row.pk),
        Voice(row.voice, row.party),
        row.received_at,
        row.words,
        tuple(row.paragraphs),
        row.withdrawn_at,
        row.converted_at,
        lapsed_at,
    )


def _over(objections: Iterable[core.Objection], since: datetime) -> datetime | None:
    """The first instant, from a suspension on, at which no objection stood."""
    known = tuple(objections)
    ends = sorted({one.over_at for one in known if one.over_at is not None})
    return next(
        (at for at in ends if since <= at and not any(one.stood(at) for one in known)), None
    )

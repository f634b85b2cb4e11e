"""Reads of silences, and their form for the core; each a fixed number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import (
    Exists,
    OuterRef,
    Prefetch,
    QuerySet,
    prefetch_related_objects,
)

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct, Key
from cochair.features.cycles.models import Cycle
from cochair.features.decisions import options, speakers
from cochair.features.decisions.models import Extension, Message, Outage, SilenceProcedure
from cochair.features.documents import cycles
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Revision
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.journal.table_cache import TableCache
from cochair.procedure import silence as core
from cochair.procedure.consent import Consent
from cochair.procedure.entitlement import Entitlement, Unit, Voice
from cochair.procedure.outcome import Statement, StatementKind
from cochair.procedure.symbol import CORRIGENDUM
from cochair.web.numbers import whole

STATEMENT = "statement"
# So many meetings are offered as those that consented to the method.
RECENT = 6
# The option that says whether the others read by whom an objection is (CB-20).
NAMED = "silence.named"
OPEN, EXTEND, WITHDRAW = "silence.open", "silence.extend", "silence.withdraw"
RESUME, ARRIVED, LETTER = "silence.resume", "silence.arrived", "silence.letter"
KINDS = (OPEN, EXTEND, WITHDRAW, RESUME, ARRIVED, LETTER)


def procedures(forum: Forum) -> QuerySet[SilenceProcedure]:
    """All silences of a forum with everything that the core asks for, the newest first.

    For pages and messages, which also show what the silence is about and who wrote.  `fresh` reads
    one of them again, `decided` leaves out what decides nothing, `alone` leaves out every related row.
    """
    return (
        SilenceProcedure.objects.filter(forum=forum)
        .select_related("forum", "act", "withdrawal", "revision__document__meeting", "letter")
        .prefetch_related(
            *_keys(),
            Prefetch("outages", Outage.objects.select_related("by")),
            Prefetch("messages", Message.objects.select_related("by")),
        )
    )


def _keys() -> "tuple[Prefetch[str], ...]":
    """Who signed what moves a silence."""
    keys = Key.objects.select_related("party", "member", "office")
    return (
        Prefetch("act__keys", keys),
        Prefetch("withdrawal__keys", keys),
        Prefetch("extensions", Extension.objects.select_related("act")),
        Prefetch("extensions__act__keys", keys),
    )


def alone(forum: Forum, number: int) -> SilenceProcedure | None:
    """A silence of a forum by its number and its document, without signatures, messages and outages;
    one query.

    For the check of who may speak, before an action locks the silence and reads it with `decided`:
    to read those rows twice would cost more than all else of a request.
    """
    rows = SilenceProcedure.objects.filter(forum=forum, number=number)
    found = rows.select_related("revision__document").first()
    if found is not None:
        found.forum = found.revision.document.forum = forum
    return found


def visible(forum: Forum, hat: ActingOffice, at: datetime) -> QuerySet[SilenceProcedure]:
    """The silences on documents that a hat may read."""
    read = documents.visible(forum, hat, at)
    return procedures(forum).filter(revision__document__in=read.values("pk"))


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """Of some silences, by their numbers, those that a hat may not read at an instant (aware UTC)."""
    if hat is None:
        return frozenset(names)
    read = visible(forum, hat, at).filter(number__in=names).values_list("number", flat=True)
    return frozenset(names) - set(map(str, read))


def of_subject(forum: Forum, subject: str) -> SilenceProcedure | None:
    """The silence that the journal names by its number, or None; one query."""
    rows = SilenceProcedure.objects.filter(forum=forum, number=whole(subject) or 0)
    return rows.select_related(
        "revision__document__forum", "revision__document__meeting__cycle"
    ).first()


def ends_with(row: SilenceProcedure) -> Cycle | None:
    """The cycle with which a silence ends: that of the paper; a corrigendum may still come."""
    document = row.revision.document
    return None if document.suffix == CORRIGENDUM else cycles.cycle_of(document)


def on_document(forum: Forum, slug: str) -> SilenceProcedure | None:
    """The latest silence on a document, if there was any."""
    return procedures(forum).filter(revision__document__slug=slug).first()


def unsettled(forum: Forum, before: datetime) -> QuerySet[SilenceProcedure]:
    """The silences whose first expiry has passed and that the clock has not settled."""
    return SilenceProcedure.objects.filter(
        forum=forum, settled_at=None, expires_at__lte=before
    ).order_by("number")


def unended(forum: Forum) -> QuerySet[SilenceProcedure]:
    """The silences that may still run."""
    return procedures(forum).filter(settled_at=None, withdrawal=None)


def course_of(forum: Forum, number: int) -> Mapping[str, object]:
    """How a silence procedure went until now: every move of its end, every outage, its own end."""
    rows = SilenceProcedure.objects.filter(forum=forum, number=number)
    row = rows.only("settled_at").get()
    moves = Extension.objects.filter(procedure=row).order_by("pk")
    outages = Outage.objects.filter(procedure=row).order_by("start", "pk")
    return {
        "moves": [one.isoformat() for one in moves.values_list("expires_at", flat=True)],
        "outages": [
            [start.isoformat(), end.isoformat() if end else ""]
            for start, end in outages.values_list("start", "end")
        ],
        "settled": row.settled_at is not None,
    }


def regime(forum: Forum, at: datetime) -> core.Regime:
    """How silences go in a forum; raises Refused where it knows none."""
    return core.regime_of(parties.book(forum, at), options.in_force(forum, at))


def bound_terms(
    forum: Forum,
    body: Mapping[str, object],
    at: datetime,
    rules: core.Regime | None = None,
    *,
    to_open: bool = False,
) -> core.Terms:
    """The terms that an act binds, as the core reads them.

    What was signed counts, whatever the procedures say since.  Which kinds are allowed is asked of
    the options at `at` only `to_open`, unless the rules are given: that reads every fact, and
    nothing else needs it.
    """
    said: dict[str, Any] = dict(body)
    now = rules or (regime(forum, at) if to_open else core.regime_of(parties.book(forum, at), {}))
    return core.Terms(
        id=str(said["silence"]),
        subject=str(said["subject"]),
        kind=str(said["kind"]),
        languages=said["languages"],
        entitled=entitled(said),
        expires_at=datetime.fromisoformat(str(said["expires_at"])),
        regime=replace(
            now,
            languages=tuple(said["owed"]),
            min_hours=said["min_hours"],
            extension_max=said["extension_max"],
            grace=timedelta(seconds=said["grace_seconds"]),
        ),
        zone_data=str(said["zone_data"]),
        mandate=_mandate(said.get("mandate") or ()),
        follows=str(said["follows"]),
    )


def entitled(body: Mapping[str, Any]) -> Entitlement:
    """The voices that an act binds; those of one silence are the same object each time."""
    return _entitled(str(body["unit"]), tuple((code, party) for party, code in body["voices"]))


@lru_cache(maxsize=64)
def _entitled(unit: str, voices: tuple[tuple[str, str], ...]) -> Entitlement:
    return Entitlement(Unit(unit), frozenset(Voice(*one) for one in voices))


def _mandate(said: Sequence[str]) -> core.Mandate | None:
    return core.Mandate(said[0], datetime.fromisoformat(said[1])) if said else None


def sat(forum: Forum, at: datetime) -> list[Meeting]:
    """The meetings that have sat by an instant, the last ones first: one of them may have consented
    to the method."""
    rows = Meeting.objects.filter(forum=forum, opened_at__lte=at, cancelled_at=None)
    return list(rows.order_by("-opened_at")[:RECENT])


def silence(row: SilenceProcedure, at: datetime, rules: core.Regime | None = None) -> core.Silence:
    """A silence, read with its rows, as the core sees it at an instant (aware UTC)."""
    terms = bound_terms(row.forum, row.terms, at, rules)
    sides = terms.regime.parties
    rows = list(row.messages.all())
    return core.Silence(
        terms=terms,
        opened=_opening(row, sides),
        messages=tuple(_message(one, at) for one in rows if one.form != STATEMENT),
        # What a delegation says that it did not send is no statement of it.
        statements=tuple(
            _statement(one, at)
            for one in rows
            if one.form == STATEMENT and one.contested_at is None
        ),
        moves=tuple(
            core.Move(one.expires_at, speakers.consent(one.act, sides), one.resumes)
            for one in row.extensions.all()
        ),
        outages=tuple(core.Outage(one.start, one.end, one.in_doubt) for one in row.outages.all()),
        withdrawn=speakers.consent(row.withdrawal, sides) if row.withdrawal else None,
        closed_at=row.closed_at,
    )


def _opening(row: SilenceProcedure, sides: tuple[str, ...]) -> Consent:
    """The act by which both opened a silence, where it was not read with it as it is kept: once it
    has taken effect, it stays so."""
    if SilenceProcedure.act.is_cached(row):
        return speakers.consent(row.act, sides)
    return _OPENINGS.get(
        row.forum.slug, (row.act_id, sides), lambda: speakers.consent(row.act, sides)
    )


_OPENINGS: TableCache[Consent] = TableCache(64)


def fresh(row: SilenceProcedure) -> SilenceProcedure:
    """The same silence as `procedures` reads it, with its rows as they now stand.

    For what is done after it was locked, or after something was written, and also names who acted.
    """
    return procedures(row.forum).get(pk=row.pk)


def decided(row: SilenceProcedure) -> SilenceProcedure:
    """The same silence with those of its rows, as they now stand, by which it is decided.

    For taking a message in under the lock, which others wait for: the document and the authors of
    messages and outages, which `fresh` reads as well, would be queries that decide nothing, and so
    are the moves and outages of the many that have none.  How it was opened is kept (`_opening`).
    """
    rows = SilenceProcedure.objects.annotate(
        is_moved=Exists(Extension.objects.filter(procedure=OuterRef("pk"))),
        was_out=Exists(Outage.objects.filter(procedure=OuterRef("pk"))),
    )
    asked: Any = rows.get(pk=row.pk)
    found: SilenceProcedure = asked
    found.forum = row.forum
    _opened, withdrawn, *moves = _keys()
    wanted: list[Prefetch[str] | str] = ["messages"]
    wanted += [withdrawn] if found.withdrawal_id is not None else []
    wanted += moves if asked.is_moved else [Prefetch("extensions", Extension.objects.none())]
    wanted += ["outages"] if asked.was_out else [Prefetch("outages", Outage.objects.none())]
    prefetch_related_objects([found], *wanted)
    return found


def end(row: SilenceProcedure) -> datetime:
    """The instant (aware UTC) at which a silence ends, as both moved it last."""
    return max([row.expires_at, *(one.expires_at for one in row.extensions.all())])


def rounds(row: SilenceProcedure) -> list[SilenceProcedure]:
    """Every silence on the same document, the first round first."""
    found = procedures(row.forum).filter(revision__document=row.revision.document_id)
    return list(found.order_by("number"))


def message(row: SilenceProcedure, number: int) -> Message | None:
    """One message of a silence that was read with its rows."""
    return next((one for one in row.messages.all() if one.pk == number), None)


def text_changed(row: SilenceProcedure) -> bool:
    """Whether any language has another text by now than the one that was put."""
    there = documents.binds(row.revision)
    put: dict[str, str] = row.terms["languages"]
    return any(there.get(code) != digest for code, digest in put.items())


def is_revised(row: SilenceProcedure) -> bool:
    """Whether a later revision of the document went out since."""
    later = row.revision.document.revisions.filter(number__gt=row.revision.number)
    return later.filter(circulated_at__isnull=False).exists()


def may_revise(row: SilenceProcedure, hat: ActingOffice) -> bool:
    """Whether a hat begins the next revision of a text: its own, and the last one went out."""
    document = row.revision.document
    if document.withdrawn_at is not None or not documents.is_own(document, hat):
        return False
    return not document.revisions.filter(circulated_at=None).exists()


def waiting(forum: Forum, slug: str) -> list[JointAct]:
    """Acts on a silence on a document that wait for a key."""
    rows = acts.open_acts(forum).filter(kind__in=KINDS, subject_kind="document", subject_id=slug)
    return list(rows)


def revision(forum: Forum, slug: str, number: int) -> Revision:
    """A revision by what an act names."""
    return Revision.objects.select_related("document__forum", "document__meeting").get(
        document__forum=forum, document__slug=slug, number=number
    )


def _message(row: Message, at: datetime) -> core.Message:
    voice = Voice(row.voice, row.party)
    return core.Message(str(row.pk), voice, core.Form(row.form), row.words, counted(row, at))


def _statement(row: Message, at: datetime) -> Statement:
    return Statement(
        str(row.pk),
        row.voice,
        StatementKind.EXPLANATION,
        {row.language: row.words},
        counted(row, at),
    )


def counted(row: Message, at: datetime | None = None) -> datetime:
    """The instant by which a message counts, as seen at an instant; without one, as it now stands.

    That is its stamp, or what decides instead; from the recognition on, its arrival.
    """
    if row.recognised_at is not None and (at is None or row.recognised_at <= at):
        return arrived(row)
    return row.counted_at or row.received_at


def recognised_at(row: Message, at: datetime) -> datetime | None:
    """When both had recognised the arrival of a message, as seen at an instant."""
    known = row.recognised_at is not None and row.recognised_at <= at
    return row.recognised_at if known else None


def stands_since(row: SilenceProcedure) -> datetime | None:
    """Since when a silence that was closed is passed or broken as it now is: its closing, or the first
    recognition of an objection since; None while it is not closed.

    A statement that is recognised, or another objection, changes nothing of that.
    """
    if row.closed_at is None:
        return None
    against = (one.recognised_at for one in row.messages.all() if one.form != STATEMENT)
    return min((at for at in against if at is not None), default=row.closed_at)


def arrived(row: Message) -> datetime:
    """The instant at which a message reached the server, or is said to have reached the secretariat."""
    return row.arrived_at or row.received_at


def may_be_recognised(row: Message, expires_at: datetime) -> bool:
    """Whether a message came before an end and counts only after it, and its delegation stands by it."""
    return row.contested_at is None and arrived(row) < expires_at <= counted(row)


def own_voice(row: SilenceProcedure, hat: ActingOffice) -> str:
    """The voice for which a hat speaks in a silence; empty where it speaks for none."""
    by_member = row.terms["unit"] == Unit.MEMBER_DELEGATION.value
    if by_member:
        return hat.member if hat.role is Role.DELEGATION_HEAD else ""
    return hat.party if hat.role is Role.CO_PRESIDENCY else ""


def is_named(row: SilenceProcedure) -> bool:
    """Whether the others read by whom a message is; as it was when the silence was opened."""
    return bool(row.terms.get("named", True))

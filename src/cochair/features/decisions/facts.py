"""Decisions in the room and silences as the core's facts, in a fixed number of queries.

Nothing here is ticked: the outcome is worked out from the entries, as on every page.
Source: domain.md A.5, C.11 (INV-1); A.4 (I.2.4, I.2.5, II.1.functions.c).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.decisions.adopted_revisions import agreed
from cochair.features.decisions.models import Clearance as OfRevision
from cochair.features.decisions.models import RoomDecision, SilenceProcedure
from cochair.features.meetings.models import AgendaItem
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.room import queries as room
from cochair.features.silence import queries as silence
from cochair.features.silence.withdrawal_blocks import is_for_comments
from cochair.features.texts import queries as texts
from cochair.features.texts.models import Clearance as ClearanceRow
from cochair.features.texts.models import Issue
from cochair.procedure import consensus, facts
from cochair.procedure import silence as silences
from cochair.procedure.consensus.stages import ADOPTED
from cochair.procedure.obstacle import Clearance, Cleared, clearance_of
from cochair.procedure.outcome import Outcome

# What a document under silence decides, by its kind.
OF_A_KIND = {
    "record": "record",
    "procedure_proposal": "procedure_version",
    "observer_request": "observer",
}
OTHER = "other"
GIVEN = frozenset({Cleared.GIVEN, Cleared.NOT_NEEDED})


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision that has ended, and the items of agendas, by their ids as facts, it was taken under."""

    decision: facts.Decision
    items: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ended:
    """A silence as it stood when it was closed, and as it now stands."""

    then: silences.Silence
    now: silences.Silence


@dataclass(frozen=True, slots=True)
class Known:
    """Every procedure that was opened, what was decided, by the slug of its meeting, and which
    revision of a document (by its slug) says what was adopted."""

    procedures: tuple[facts.Procedure, ...]
    decisions: Mapping[str, tuple[Taken, ...]]
    agreed: Mapping[str, int]


def known(forum: Forum) -> Known:
    """Everything about decisions of a forum that the clauses ask for."""
    said = _clearances(forum)
    procedures: list[facts.Procedure] = []
    decisions: defaultdict[str, list[Taken]] = defaultdict(list)
    rows = [(row, room.decision(row)) for row in room.decisions(forum)]
    items = _items(forum, [row for row, _now in rows])
    silent = list(_silences(forum))
    found = agreed(
        forum,
        [row for row, now in rows if consensus.stage(now) in ADOPTED],
        [row for row, value, _digest in silent if _has_passed(row, value.now)],
    )
    for row, now in rows:
        slug = row.meeting.slug
        at = consensus.put_at(now)
        if at is not None:
            procedures.append(_procedure(_id(row), at, slug, now.digest, said))
        taken = _in_room(row, now, same_text=row.pk in found.same)
        if taken is not None:
            decisions[slug].append(Taken(taken, items.get((slug, row.item), frozenset())))
    for one, value, digest in silent:
        meeting = one.revision.document.meeting
        at = silences.opened_at(value.now)
        if at is not None:
            slug = meeting.slug if meeting else ""
            procedures.append(_procedure(f"silence-{one.number}", at, slug, digest, said))
        if meeting is not None:
            decisions[meeting.slug] += map(Taken, _by_silence(one, value))
    by_meeting = {slug: tuple(taken) for slug, taken in decisions.items()}
    return Known(tuple(procedures), by_meeting, found.revisions)


def with_decisions(meetings: tuple[facts.Meeting, ...], found: Known) -> tuple[facts.Meeting, ...]:
    """The meetings with their decisions, and their items saying which of them were decided."""
    return tuple(_with(one, found.decisions.get(one.id, ())) for one in meetings)


def _with(meeting: facts.Meeting, taken: tuple[Taken, ...]) -> facts.Meeting:
    if not taken:
        return meeting
    decided = frozenset().union(*(one.items for one in taken))
    items = meeting.agenda.items if meeting.agenda else ()
    last = max(items, key=lambda item: item.number).id if items else None
    return replace(
        meeting,
        decisions=tuple(
            replace(one.decision, last_item=last is None or last in one.items) for one in taken
        ),
        agendas=tuple(_decided(one, decided) for one in meeting.agendas),
    )


def _decided(agenda: facts.Agenda, ids: frozenset[str]) -> facts.Agenda:
    return replace(
        agenda,
        items=tuple(
            replace(item, has_decision=True) if item.id in ids else item for item in agenda.items
        ),
    )


def _has_passed(row: SilenceProcedure, value: silences.Silence) -> bool:
    """Whether a silence that was closed was broken by nobody, and was one on the words; as it now
    stands."""
    at = silence.stands_since(row)
    ended = silences.outcome(value, at) if at is not None else None
    return bool(ended and ended.is_agreement) and not is_for_comments(row.revision.document)


def _in_room(
    row: RoomDecision, now: consensus.Decision, *, same_text: bool
) -> facts.Decision | None:
    """What both declared; None while nothing is, and for a text that another took the place of.

    `same_text` says whether the words that both submitted still stand where they were submitted
    from: of an agreement alone, for nothing else was adopted.
    """
    ended, at = consensus.outcome(now), consensus.declared_at(now)
    if ended is None or at is None or row.declaration is None:
        return None
    return facts.Decision(
        id=_id(row),
        at=at,
        kind=row.kind,
        outcome=ended.value,
        document_kind=row.terms["form"] or row.document.kind,
        declared_by=_keys(row.declaration),
        standing_objections=len(consensus.standing(now, at)),
        clean=bool(row.terms["clean"]),
        same_text=same_text or consensus.stage(now) not in ADOPTED,
        opened_by=_keys(row.act),
    )


def _by_silence(row: SilenceProcedure, ended: Ended) -> Iterator[facts.Decision]:
    """What a silence that was closed or broken ended with, and what it ended with by the first objection
    whose arrival both recognised since: each from the instant on at which it was so."""
    received = [one.received_at for one in row.messages.all()]
    moment = row.closed_at or max(received, default=None)
    first = _ended(row, ended.then, moment) if moment is not None else None
    if first is not None:
        yield first
    since = silence.stands_since(row)
    if ended.now is ended.then or since is None:
        return
    last = _ended(row, ended.now, since)
    if last is not None:
        yield replace(last, at=since)


def _ended(
    row: SilenceProcedure, value: silences.Silence, moment: datetime
) -> facts.Decision | None:
    """What a silence had ended with at an instant."""
    ended = silences.outcome(value, moment)
    if ended is None:
        return None
    against = silences.timely(value, moment)
    at = min(one.received_at for one in against) if ended is Outcome.NOT_AGREED else moment
    return facts.Decision(
        id=f"silence-{row.number}",
        at=at,
        kind=OF_A_KIND.get(row.revision.document.kind, OTHER),
        outcome=ended.value,
        document_kind=row.revision.document.kind,
        standing_objections=len(against),
        by_silence=True,
        opened_by=_keys(row.act),
    )


def _silences(forum: Forum) -> Iterable[tuple[SilenceProcedure, Ended, str]]:
    """Every silence with its values, and what stands for its words: their digest where negotiated.

    The options are not asked: they are facts themselves, and say only what may be opened.
    """
    book = parties.books(forum)[-1]
    rows = list(silence.procedures(forum)) if book.silence is not None else []
    issued = dict(
        Issue.objects.filter(revision__in=[one.revision_id for one in rows]).values_list(
            "revision", "digest"
        )
    )
    for row in rows:
        rules = silences.regime_of(book, {})
        then = now = silence.silence(row, row.closed_at or row.expires_at, rules)
        since = silence.stands_since(row)
        if since is not None and since != row.closed_at:
            now = silence.silence(row, since, rules)
        yield row, Ended(then, now), issued.get(row.revision_id) or of_revision(row.revision_id)


def of_revision(pk: int) -> str:
    """What stands for the words of a revision that was never negotiated."""
    return f"revision-{pk}"


def _procedure(
    id: str, at: datetime, meeting: str, digest: str, said: Mapping[str, tuple[Clearance, ...]]
) -> facts.Procedure:
    """A procedure with the clearance of each Party as it stood when it was opened."""
    then = [one for one in said.get(digest, ()) if one.at <= at]
    given = {
        party: max(one.at for one in then if one.party == party)
        for party in {one.party for one in then}
        if clearance_of(then, party, digest, at) in GIVEN
    }
    return facts.Procedure(id=id, at=at, meeting=meeting or None, clearances=given)


def _clearances(forum: Forum) -> Mapping[str, tuple[Clearance, ...]]:
    """What the Parties said of texts, by the digest of the words; without any note.

    What was never negotiated is cleared as the revision that it is."""
    found: defaultdict[str, list[Clearance]] = defaultdict(list)
    for one in texts.cleared(ClearanceRow.objects.filter(text__forum=forum)):
        found[one.digest].append(one)
    rows = OfRevision.objects.filter(revision__document__forum=forum)
    for revision, party, state, at in rows.values_list("revision", "party__code", "said", "at"):
        words = of_revision(revision)
        found[words].append(Clearance(party, Cleared(state), at, words))
    return {digest: tuple(said) for digest, said in found.items()}


def _items(forum: Forum, rows: Iterable[RoomDecision]) -> Mapping[tuple[str, str], frozenset[str]]:
    """The ids, as facts, that an item has in every version of the agenda, by meeting and key."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    keys = {row.item for row in rows if row.item}
    known = AgendaItem.objects.filter(agenda__meeting__forum=forum, key__in=keys)
    for pk, slug, key in known.values_list("pk", "agenda__meeting__slug", "key"):
        found[slug, key].add(f"item-{pk}")
    return {where: frozenset(ids) for where, ids in found.items()}


def _keys(act: JointAct) -> frozenset[str]:
    return frozenset(key.party.code for key in act.keys.all())


def _id(row: RoomDecision) -> str:
    return f"decision-{row.meeting.slug}-{row.number}"

"""Reads of programmes: what a meeting prepares for which, its revisions, what was endorsed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle
from cochair.features.decisions.models import ProgrammeRevision, RoomDecision
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Agenda, Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.programmes import entries as values
from cochair.features.programmes.entries import Entries
from cochair.features.room import queries as room
from cochair.procedure import consensus as core
from cochair.procedure.book import Book
from cochair.procedure.clause import Clause
from cochair.procedure.consent import digest_of
from cochair.procedure.entitlement import Unit, unit_of
from cochair.procedure.obstacle import clauses_of

SUBMIT, ENDORSE = "programme.submit", "programme.endorse"
ENDORSED, PLANNED = "programme_part_endorsed", "next_cycle_slot_determined"
NEXT = "next."
DECIDES = "programme"
ADOPTED = frozenset({core.Stage.ADOPTED_BY_CONSENSUS, core.Stage.ADOPTED_WITH_STATEMENTS})


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision with its entries, and when the meeting endorsed it, by whatever decision."""

    row: ProgrammeRevision
    entries: Entries
    endorsed_at: datetime | None = None
    decision: RoomDecision | None = None

    @property
    def token(self) -> int:
        """What a form sends back, so that a later change is noticed."""
        return self.row.number

    @property
    def is_submitted(self) -> bool:
        """Whether both submitted it to the meeting."""
        return self.row.submitted_at is not None


def ends_with(row: ProgrammeRevision) -> Cycle | None:
    """The cycle with which a programme ends: that of the meeting that prepares it."""
    return row.meeting.cycle


def clauses(book: Book, configuration: str, check: str) -> tuple[Clause, ...]:
    """The clauses of a check that are among the tasks of meetings of one configuration."""
    rules = {rule for one in book.configurations[configuration].functions for rule in one.rules}
    return tuple(one for one in book.clauses_for(check) if one.id in rules)


def has_page(meeting: Meeting) -> bool:
    """Whether a meeting prepares a programme or determines the next cycle."""
    return bool(asked(parties.book(meeting.forum), meeting.configuration))


def asked(book: Book, configuration: str) -> tuple[Clause, ...]:
    """Every clause of this part of a meeting, in the order of the procedures."""
    return (
        *clauses(book, configuration, ENDORSED),
        *clauses(book, configuration, PLANNED),
    )


def clause_of(book: Book, configuration: str) -> str:
    """The clause that asks for the programme; practice where none does."""
    return next((one.id for one in clauses(book, configuration, ENDORSED)), "practice")


def target_configuration(book: Book, configuration: str) -> str:
    """For which kind of meeting the programme is made; empty where none is asked for."""
    for clause in clauses(book, configuration, ENDORSED):
        said = str(clause.check.args.get("target", ""))
        if said.startswith(NEXT):
            return said.removeprefix(NEXT)
    return ""


def target(meeting: Meeting, book: Book) -> Meeting | None:
    """The meeting of the next cycle that the programme is for; None while it is not planned."""
    code = target_configuration(book, meeting.configuration)
    if not code or meeting.cycle is None:
        return None
    rows = Meeting.objects.filter(
        forum=meeting.forum,
        configuration=code,
        cycle__number=meeting.cycle.number + 1,
        cancelled_at=None,
    )
    return rows.order_by("-kind", "pk").first()


def has_agenda(meeting: Meeting) -> bool:
    """Whether the agenda of a meeting has begun."""
    return Agenda.objects.filter(meeting=meeting).exists()


def endorsed_by_keys(book: Book, meeting: Meeting) -> bool:
    """Whether the keys of the presidencies are the decision: they alone have a say there.

    Raises Refused where the procedures do not say who has one.
    """
    clause = clauses_of(book).consensus
    unit = unit_of(book.decision or {}, meeting.configuration, clause=clause)
    return unit is not Unit.MEMBER_DELEGATION


def revisions(meeting: Meeting) -> tuple[Revision, ...]:
    """Every revision of a meeting's programme, oldest first; a fixed number of queries."""
    rows = list(
        ProgrammeRevision.objects.filter(meeting=meeting).select_related(
            "meeting__forum", "document", "submission", "endorsement", "by"
        )
    )
    if not any(row.document_id for row in rows):
        return tuple(_revision(row, ()) for row in rows)
    decided = room.of_meeting(meeting).filter(kind=DECIDES)
    return tuple(_revision(row, decided) for row in rows)


def endorsed(forum: Forum) -> dict[str, tuple[Revision, ...]]:
    """What was endorsed, by the slug of the meeting that did, oldest first."""
    rows = ProgrammeRevision.objects.filter(meeting__forum=forum, submitted_at__isnull=False)
    rows = rows.select_related("meeting", "document")
    decided = list(room.decisions(forum).filter(kind=DECIDES))
    made: dict[str, tuple[Revision, ...]] = {}
    for row in rows:
        one = _revision(row, decided)
        if one.endorsed_at is not None:
            made[row.meeting.slug] = (*made.get(row.meeting.slug, ()), one)
    return {
        slug: tuple(sorted(found, key=lambda one: (one.endorsed_at, one.row.pk)))
        for slug, found in made.items()
    }


def latest(known: tuple[Revision, ...]) -> Revision | None:
    """The revision that was made last."""
    return known[-1] if known else None


def submitted(known: tuple[Revision, ...]) -> Revision | None:
    """The revision that both submitted last."""
    return next((one for one in reversed(known) if one.is_submitted), None)


def in_force(known: tuple[Revision, ...]) -> Revision | None:
    """The revision that the meeting endorsed last."""
    done = [one for one in known if one.endorsed_at is not None]
    return max(done, key=lambda one: (one.endorsed_at, one.row.pk), default=None)


def digest(entries: Entries) -> str:
    """What keys bind of a revision: everything that it says, in all languages."""
    return digest_of({"entries": values.kept(entries)})


def words(document: Document) -> Mapping[str, str]:
    """The fingerprints of a document's words as others read them, by language."""
    revision = documents.circulated_revision(document)
    return documents.binds(revision) if revision is not None else {}


def open_acts(meeting: Meeting) -> tuple[JointAct, ...]:
    """The acts on the programme of a meeting that wait for a key."""
    rows = acts.open_acts(meeting.forum).filter(subject_kind="meeting", subject_id=meeting.slug)
    return tuple(rows.filter(kind__in=(SUBMIT, ENDORSE)))


def _revision(row: ProgrammeRevision, decided: Iterable[RoomDecision]) -> Revision:
    """The first of: both keys, or the room's decision on the document that holds the revision.

    What was before the room already when both said that it holds this programme is no decision on
    it: the room read another.
    """
    entries = values.read(row.entries)
    if row.endorsed_at is not None or row.document_id is None or row.submitted_at is None:
        return Revision(row, entries, row.endorsed_at)
    for one in decided:
        if (one.meeting_id, one.document_id) != (row.meeting_id, row.document_id):
            continue
        now = room.decision(one)
        at, put_at = core.declared_at(now), core.put_at(now)
        if put_at is None or put_at < row.submitted_at:
            continue
        if at is not None and core.stage(now) in ADOPTED:
            return Revision(row, entries, at, one)
    return Revision(row, entries)

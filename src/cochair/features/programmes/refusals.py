"""What stands against an entry, a submission or an endorsement; each cites what says so."""

from collections.abc import Iterable
from datetime import datetime

from cochair.features.agendas import refusals as agendas
from cochair.features.agendas.items import Item
from cochair.features.documents.models import Document
from cochair.features.meetings import machine
from cochair.features.meetings.models import Meeting
from cochair.features.programmes import entries as values
from cochair.features.programmes import queries
from cochair.features.programmes.entries import AGENDA, DOCUMENTS, PARTS, Entries, Entry
from cochair.features.programmes.queries import Revision
from cochair.features.register import holds
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal, _
from cochair.web import localize

PRACTICE = "practice"


def asked(meeting: Meeting, book: Book) -> Refusal | None:
    """A refusal on a meeting of which the procedures ask no programme."""
    if queries.clauses(book, meeting.configuration, queries.ENDORSED):
        return None
    return Refusal(PRACTICE, _("The procedures require no programme for a meeting of this type."))


def still_open(meeting: Meeting, book: Book, at: datetime) -> Refusal | None:
    """A refusal of a meeting that was cancelled or was before Cochair, and once the coming meeting has
    opened."""
    if (before := machine.before_refusal(meeting, at)) is not None:
        return before
    if meeting.cancelled_at is not None:
        return Refusal("meeting", _("The meeting has been cancelled."))
    coming = queries.target(meeting, book)
    if coming is not None and coming.opened_at is not None and coming.opened_at <= at:
        return Refusal("meeting", _("The meeting for which the programme was prepared has opened."))
    return None


def entry(one: Entry, others: Entries, book: Book, meeting: Meeting) -> tuple[Refusal | None, ...]:
    """What stands against an entry as typed; a missing language does not, until both submit."""
    code = queries.target_configuration(book, meeting.configuration)
    words = () if one.paper else (agendas.some_title(one.title), *agendas.of_words(one.title, book))
    item = Item(one.key, dict(one.title), one.type, (one.tag,) if one.tag else ())
    return (
        None if one.part in PARTS else Refusal(PRACTICE, _("The programme has no such part.")),
        *words,
        *(agendas.of_item(item, book, code) if one.part == AGENDA else ()),
        _known_item(one, others),
        None
        if len(others) < values.MOST
        else Refusal(
            PRACTICE, _("A programme may have up to {number} entries."), {"number": values.MOST}
        ),
        _once(one, others),
    )


def submission(
    meeting: Meeting, book: Book, known: tuple[Revision, ...], seen: int, at: datetime
) -> tuple[Refusal | None, ...]:
    """What stands against both keys that put a revision before the meeting."""
    last = queries.latest(known)
    clause = queries.clause_of(book, meeting.configuration)
    if last is None or not last.entries:
        return (Refusal(clause, _("The programme is still empty.")),)
    return (
        asked(meeting, book),
        still_open(meeting, book, at),
        None if last.token == seen else Refusal("two-keys", LATER),
        Refusal("two-keys", _("This revision has already been submitted to the meeting."))
        if last.is_submitted
        else None,
        *languages(last.entries, book.languages),
    )


def endorsement(
    meeting: Meeting, book: Book, known: tuple[Revision, ...], seen: int, at: datetime
) -> tuple[Refusal | None, ...]:
    """What stands against the decision of the meeting by the keys of its two presidencies."""
    clause = queries.clause_of(book, meeting.configuration)
    found = queries.submitted(known)
    if found is None:
        return (
            Refusal(
                clause, _("Both co-presidencies must first submit the programme to the meeting.")
            ),
        )
    return (
        asked(meeting, book),
        still_open(meeting, book, at),
        None if found.token == seen else Refusal("two-keys", LATER),
        Refusal(clause, _("The meeting has already endorsed this revision."))
        if found.endorsed_at is not None
        else None,
        None
        if meeting.opened_at is not None and meeting.opened_at <= at
        else Refusal(clause, _("A meeting may endorse a programme only after it has opened.")),
        None
        if queries.endorsed_by_keys(book, meeting)
        else Refusal(
            clause,
            _(
                "Delegations take part in the decision at this meeting: submit the "
                "document for adoption instead."
            ),
        ),
    )


def languages(entries: Entries, codes: Iterable[str]) -> tuple[Refusal, ...]:
    """One refusal for each entry that has no title in some language: keys bind all of them."""
    wanted = tuple(codes)
    return tuple(
        Refusal(
            "two-keys",
            _("An entry has no title in: {languages}. ({title})"),
            {"languages": localize.languages(one.missing(wanted)), "title": dict(one.title)},
        )
        for one in entries
        if one.missing(wanted)
    )


def paper(row: Document | None, meeting: Meeting) -> Refusal | None:
    """A refusal of a document of another meeting, or of one that did not go out or was superseded."""
    if row is not None and row.superseded_by_id is not None:
        return holds.SUPERSEDED.says
    if row is None or (row.meeting_id == meeting.pk and row.circulated_at and not row.withdrawn_at):
        return None
    return Refusal(
        PRACTICE,
        _("Select a document of this meeting that has been circulated and has not been withdrawn."),
    )


def known_entry(one: Entry | None) -> Refusal | None:
    """A refusal of an entry that the revision does not have."""
    return None if one else Refusal(PRACTICE, _("There is no such entry in this revision."))


def _known_item(one: Entry, others: Entries) -> Refusal | None:
    if not one.item or any(each.key == one.item for each in values.of_part(others, AGENDA)):
        return None
    return Refusal(PRACTICE, _("There is no such item on the draft agenda."))


def _once(one: Entry, others: Entries) -> Refusal | None:
    same = (each.paper for each in others if each.key != one.key)
    if one.part != DOCUMENTS or not one.paper or one.paper not in set(same):
        return None
    return Refusal(PRACTICE, _("This document is already in the programme."))


LATER = _("There is a later revision. Read that one first.")

"""Propose a draft to the meeting that reviews the procedures: a paper goes to all delegations.

From then on its words stay as they are.  Source: II.2.functions.c; AMB-33.
"""

from datetime import datetime

from django.db import transaction

from cochair.features.compliance.models import ProposedVersion
from cochair.features.documents import queries as documents
from cochair.features.documents import vocabulary
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import actions as registering
from cochair.features.register import entry as entering
from cochair.features.review import mutation, paper, queries, states
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, _, require
from cochair.procedure.review import adopter, adopting_clause, unfit


@transaction.atomic
def propose(
    row: ProposedVersion, *, meeting: Meeting, seen: str, by: ActingOffice, at: datetime
) -> ProposedVersion:
    """Propose a draft to a meeting: its paper is registered, released and sent in every language.

    Raises Refused for a draft that could not be the next version, with every reason, for a
    meeting that does not adopt procedures or is over, and for what was read otherwise.
    """
    row = mutation.locked_draft(row, by)
    meeting = Meeting.objects.select_related("forum").get(pk=meeting.pk)
    base, new = parties.books(row.forum)[-1], queries.book_of(row)
    clause = adopting_clause(base)
    taken = [one.number for one in queries.versions(row.forum)]
    require(
        _as_seen(row, seen, clause),
        _newest_base(row, base, clause),
        *unfit(base, new, taken=taken, today=civil_day(at, row.forum.zone)),
        _adopts(base, meeting, clause),
        _not_over(meeting, clause),
    )
    row.document = _paper(row, meeting, by=by, at=at)
    row.languages = documents.binds(row.document.revisions.get())
    row.meeting, row.proposed_at = meeting, at
    row.save(update_fields=["document", "languages", "meeting", "proposed_at"])
    mutation.tell(row, "procedures.proposed", by=by, at=at, facts={"meeting": meeting.slug})
    return row


@transaction.atomic
def withdraw(
    row: ProposedVersion, *, reason: str, by: ActingOffice, at: datetime
) -> ProposedVersion:
    """Take a proposal back with its paper, while nothing is decided or being decided on it.

    Raises Refused for the other Party's, and while both are deciding.
    """
    row = mutation.locked(row)
    clause = adopting_clause(queries.base_of(row))
    today = civil_day(at, row.forum.zone)
    stands = states.state_of(row, queries.versions(row.forum), today)
    require(
        None
        if row.party.code == by.party
        else Refusal(clause, _("Only the Party that made a proposal may withdraw it.")),
        None
        if stands is states.State.PROPOSED
        else Refusal(clause, _("Only a proposal that has not been decided may be withdrawn.")),
    )
    assert row.document is not None
    registering.withdraw(row.document, reason=reason, seen=row.document.version, by=by, at=at)
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    mutation.tell(row, "procedures.withdrawn", by=by, at=at)
    return row


def _paper(row: ProposedVersion, meeting: Meeting, *, by: ActingOffice, at: datetime) -> Document:
    """The paper in every language, with what differs and the digest of the whole file."""
    titles, texts = paper.titles(row), paper.texts(row)
    entry = entering.Entry(
        kind=vocabulary.PROCEDURE_PROPOSAL,
        title=titles,
        source=next(iter(texts)),
        originator=vocabulary.NOBODY,
        marking=Marking.FORUM,
        meeting=meeting.slug,
        phase="in" if meeting.opened_at else "pre",
    )
    made = entering.register(row.forum, entry, by=by, at=at)
    revision = made.revisions.get()
    for code, text in texts.items():
        origin = Origin.ORIGINAL if code == revision.source else Origin.TRANSLATED
        draft = languages.Draft(code, text, titles[code], origin=origin)
        edition = languages.add_edition(revision, draft, seen=_seen(made), by=by, at=at)
        languages.release(edition, seen=_seen(made), by=by, at=at)
    registering.circulate(made, purpose="decision", until=None, seen=_seen(made), by=by, at=at)
    return Document.objects.get(pk=made.pk)


def _seen(document: Document) -> int:
    return int(Document.objects.values_list("version", flat=True).get(pk=document.pk))


def _as_seen(row: ProposedVersion, seen: str, clause: str) -> Refusal | None:
    if row.digest == seen:
        return None
    return Refusal(clause, _("The draft has been changed in the meantime. Read it again."))


def _newest_base(row: ProposedVersion, base: Book, clause: str) -> Refusal | None:
    if row.base.number == base.version:
        return None
    return Refusal(
        clause,
        _("The draft is based on version {before}; version {version} has been adopted since."),
        {"before": row.base.number, "version": base.version},
    )


def _adopts(base: Book, meeting: Meeting, clause: str) -> Refusal | None:
    found = adopter(base)
    if found is None or found.configuration == meeting.configuration:
        return None
    return Refusal(
        clause,
        _("Another type of meeting adopts the procedures: {configuration}."),
        {"configuration": found.configuration},
    )


def _not_over(meeting: Meeting, clause: str) -> Refusal | None:
    if meeting.closed_at is None and meeting.cancelled_at is None:
        return None
    return Refusal(clause, _("The meeting has ended."))

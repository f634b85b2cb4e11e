"""The only door to the record of a meeting.

| who | reads | does |
|---|---|---|
| co-presidency in office, its secretariat | the common draft, and its own side's | writes, sends out, answers |
| readers of what the Parties share, invited institutions | what went out | |
| heads of delegation and institutions that were there | the same | comment |

The draft in a Party's space is 404 for everybody else until it is put forward, and so is the record
for whoever does not read its document.  Source: domain.md C.6, C.8, C.11 (INV-4).
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from cochair.features.documents import queries as documents
from cochair.features.meeting_records import queries, speakers
from cochair.features.meetings import access as meetings
from cochair.features.meetings import attendance
from cochair.features.meetings.models import Meeting
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.records.models import MeetingRecord, RecordDraft, RecordParagraph
from cochair.procedure.refusal import Refusal, _

OWN, COMMON = "own", "common"
MAY_NOT = _("Only co-presidencies in office and their secretariats may write the record.")


def meeting(request: Request, slug: str) -> tuple[Meeting, ActingOffice, MeetingRecord | None]:
    """A meeting with its record, for whoever reads what the Parties share or what went out.

    An institution finds the page once it may read the document; 404 for all others.
    """
    found, hat = meetings.guest(request, slug)
    record = queries.of_meeting(found)
    if not hat.may(Power.READ_SHARED) and not (record and reads(record, hat, request)):
        raise Http404
    if attendance.observes(found, hat, request.now):
        raise Http404
    return found, hat, record


def reads(record: MeetingRecord, hat: ActingOffice, request: Request) -> bool:
    """Whether a hat may read what went out of a record."""
    if record.document is None or record.document.circulated_at is None:
        return False
    rows = documents.visible(record.meeting.forum, hat, request.now)
    return rows.filter(pk=record.document.pk).exists()


def writing(request: Request, slug: str) -> tuple[Meeting, ActingOffice, MeetingRecord | None]:
    """A meeting with its record for one who writes it; a mere reader is refused (403)."""
    found, hat, record = meeting(request, slug)
    if not hat.may(Power.RECORD_FACTS):
        raise PermissionDenied(Refusal(queries.clause(found, request.now), MAY_NOT))
    return found, hat, record


def record(request: Request, slug: str) -> tuple[MeetingRecord, ActingOffice]:
    """The record for one who writes it; 404 before there is a common draft."""
    _found, hat, row = writing(request, slug)
    if row is None:
        raise Http404
    return row, hat


def draft(request: Request, slug: str, which: str) -> tuple[RecordDraft, ActingOffice]:
    """The common draft, or the one in the space of this hat's own Party; 404 where there is none.

    For whoever reads no draft there is none either: a Party's own is not even told of.
    """
    found, hat, row = meeting(request, slug)
    if not hat.may(Power.RECORD_FACTS):
        raise Http404
    kept = None
    if which == COMMON and row is not None:
        kept = row.draft
        kept.meeting = found
    elif which == OWN:
        kept = queries.own_draft(found, hat.party)
    if kept is None:
        raise Http404
    return kept, hat


def brings(draft: RecordDraft) -> bool:
    """Whether what was entered since may still come into a draft; one query for the common one."""
    if draft.party is not None:
        return draft.offered_at is None and draft.kept_at is None
    return MeetingRecord.objects.filter(draft=draft, approval=None).exists()


def paragraph(
    request: Request, slug: str, which: str, key: str
) -> tuple[RecordParagraph, ActingOffice]:
    """A paragraph of such a draft."""
    kept, hat = draft(request, slug, which)
    row = queries.paragraph(kept, key)
    if row is None:
        raise Http404
    return row, hat


def commenter(request: Request, slug: str) -> tuple[MeetingRecord, ActingOffice]:
    """The record for one who was at the meeting and speaks for somebody; a mere reader is 403."""
    found, hat, row = meeting(request, slug)
    if row is None or not reads(row, hat, request):
        raise Http404
    refusal = speakers.was_there(found, hat)
    if refusal is not None:
        raise PermissionDenied(refusal)
    return row, hat


def said(request: Request, record: MeetingRecord, ref: str) -> queries.Said:
    """Something that was said of the record, by how addresses name it."""
    known = queries.said(record, queries.silences_on(record))
    found = next((one for one in known if one.ref == ref), None)
    if found is None:
        raise Http404
    return found


def decides(hat: ActingOffice) -> ActingOffice:
    """The hat of a co-presidency in office, which alone decides for its Party (403 for others)."""
    if not hat.may(Power.DECIDE_FOR_PARTY):
        raise PermissionDenied(
            Refusal("two-keys", _("Only the co-presidency in office may decide for its Party."))
        )
    return hat

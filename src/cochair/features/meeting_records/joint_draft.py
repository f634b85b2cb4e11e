"""Make the common draft of what the Parties have put forward."""

from datetime import datetime

from django.db import transaction

from cochair.features.meeting_records import queries
from cochair.features.meeting_records.drafts import PRACTICE, locked, tell
from cochair.features.meeting_records.merge import Written, merged
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import MeetingRecord, RecordDraft, RecordParagraph
from cochair.procedure.refusal import Refusal, _, require


@transaction.atomic
def join(meeting: Meeting, *, by: ActingOffice, at: datetime) -> MeetingRecord:
    """Make the common draft of the drafts that were put forward.

    Of one alone where the other Party has put none forward: what it has in its own space stays
    there, and nobody is told whether there is any.  The drafts stay as they are, and what both had
    stays beside each paragraph on which they differ.
    """
    meeting = locked(meeting)
    drafts = list(
        RecordDraft.objects.filter(meeting=meeting, offered_at__isnull=False)
        .exclude(party=None)
        .select_related("party")
        .prefetch_related("paragraphs")
    )
    require(_none_yet(meeting), _some(drafts))
    order = parties.roster(meeting.forum).party_codes
    codes = {draft.party.code: draft for draft in drafts if draft.party}
    rows = merged(
        {
            code: [
                Written(one.key, one.kind, one.level, {} if one.left_out else one.words)
                for one in codes[code].paragraphs.all()
            ]
            for code in order
            if code in codes
        }
    )
    fresh = _untouched(drafts)
    common = RecordDraft.objects.create(meeting=meeting, at=at, by_id=by.office)
    RecordParagraph.objects.bulk_create(
        RecordParagraph(
            draft=common,
            key=one.key,
            position=position,
            kind=one.kind,
            level=one.level,
            words=dict(one.words),
            variants={code: dict(words) for code, words in one.variants.items()},
            is_open=one.is_open,
            drafted=dict(one.words) if one.key in fresh and not one.is_open else None,
        )
        for position, one in enumerate(rows)
    )
    made = MeetingRecord.objects.create(meeting=meeting, draft=common, at=at)
    facts = {"parties": sorted(codes), "open": sum(one.is_open for one in rows)}
    tell(meeting, "record.joined", by=by, at=at, facts=facts)
    return made


def _untouched(drafts: list[RecordDraft]) -> set[str]:
    """The keys of paragraphs in which nobody wrote, in whichever draft they are."""
    rows = [one for draft in drafts for one in draft.paragraphs.all()]
    written = {one.key for one in rows if one.left_out or one.words != one.drafted}
    return {one.key for one in rows} - written


def _none_yet(meeting: Meeting) -> Refusal | None:
    if queries.of_meeting(meeting) is None:
        return None
    return Refusal(PRACTICE, _("There is already a joint draft: both Parties write in that draft."))


def _some(drafts: list[RecordDraft]) -> Refusal | None:
    if drafts:
        return None
    return Refusal(PRACTICE, _("No Party has submitted its draft yet."))

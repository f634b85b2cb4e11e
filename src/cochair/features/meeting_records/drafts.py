"""Make a draft, write in it, put it forward, keep it as one's own: each Party in its own space.

Words are never written over: a change keeps what stood before.  Source: domain.md C.7 (J7).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from cochair.features.meeting_records import draft_content, queries
from cochair.features.meeting_records.sections import Piece
from cochair.features.meetings import machine
from cochair.features.meetings import queries as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import (
    EarlierWords,
    MeetingRecord,
    RecordDraft,
    RecordParagraph,
)
from cochair.features.register import refusals
from cochair.journal.actions import record as write_entry
from cochair.procedure import record as core
from cochair.procedure.refusal import Refusal, Sentence, _, require
from cochair.web.errors import StaleVersion

PRACTICE = "practice"
# A statement as long as one may be, in the sentence that says whose it is.
LONGEST = 5000


@transaction.atomic
def begin_own(meeting: Meeting, *, by: ActingOffice, at: datetime) -> RecordDraft:
    """Make a draft from the room in the space of the Party of `by`; once, then it is written in.

    Raises Refused before the meeting is closed, once there is a common draft, and for a meeting of
    before Cochair: nothing was recorded in its room.
    """
    meeting = locked(meeting)
    require(_closed(meeting), _one_party(by), _no_common(meeting))
    found = queries.own_draft(meeting, by.party)
    if found is not None:
        return found
    require(machine.before_refusal(meeting, at))
    made = _made(meeting, by.party, draft_content.drafted(meeting, at), by=by, at=at)
    tell(meeting, "record.own_draft_made", by=by, at=at, space=f"party:{by.party}")
    return made


@transaction.atomic
def begin_common(meeting: Meeting, *, by: ActingOffice, at: datetime) -> MeetingRecord:
    """Make the common draft from the room, where no Party has put a draft of its own forward.

    A draft that a Party has in its own space stays there.  Raises Refused before the meeting is
    closed, once there is a common draft, where a Party has put its own forward, and for a meeting of
    before Cochair.
    """
    meeting = locked(meeting)
    require(
        _closed(meeting),
        _no_common(meeting),
        _none_offered(meeting),
        machine.before_refusal(meeting, at),
    )
    draft = _made(meeting, "", draft_content.drafted(meeting, at), by=by, at=at)
    made = MeetingRecord.objects.create(meeting=meeting, draft=draft, at=at)
    tell(meeting, "record.drafted", by=by, at=at)
    return made


@transaction.atomic
def write(
    paragraph: RecordParagraph,
    *,
    words: Mapping[str, str],
    seen: int,
    left_out: bool = False,
    by: ActingOffice,
    at: datetime,
) -> RecordParagraph:
    """Write a paragraph in the languages named; a language without words needs a translation.

    In the common draft this also chooses between what both had.  `seen` is its version as shown.
    Raises StaleVersion with both texts, Refused for an approved record, and for an own draft that
    was put forward.
    """
    meeting = locked(paragraph.draft.meeting)
    row = RecordParagraph.objects.select_related("draft__party").get(pk=paragraph.pk)
    said = {code: in_lines(one) for code, one in words.items() if one.strip()}
    if row.version != seen:
        raise StaleVersion(
            Sentence(_("Someone else changed this paragraph while you were writing.")),
            theirs="\n".join(row.words.values()),
            mine="\n".join(said.values()),
        )
    require(
        _in_its_space(row.draft, by),
        *_still_written(meeting, row, said, at, left_out=left_out),
        *_fits(said),
        _languages(meeting.forum, said, at),
    )
    if (row.words, row.left_out, row.is_open) == (said, left_out, False):
        return row
    keep(row, by=by, at=at)
    row.words, row.left_out, row.is_open = said, left_out, False
    row.version += 1
    row.save(update_fields=["words", "left_out", "is_open", "version"])
    space = f"party:{row.draft.party.code}" if row.draft.party else "shared"
    facts = {"paragraph": row.key, "version": row.version}
    tell(meeting, "record.written", by=by, at=at, space=space, facts=facts)
    return row


@transaction.atomic
def offer(draft: RecordDraft, *, by: ActingOffice, at: datetime) -> RecordDraft:
    """Put a Party's draft forward: the other reads it from now on, and it is not written any more."""
    meeting = locked(draft.meeting)
    row = RecordDraft.objects.select_related("party").get(pk=draft.pk)
    require(_own(row, by), _no_common(meeting), _not_offered(row))
    row.offered_at, row.offered_by_id = at, by.office
    row.save(update_fields=["offered_at", "offered_by"])
    tell(meeting, "record.draft_offered", by=by, at=at)
    return row


@transaction.atomic
def keep_own(draft: RecordDraft, *, by: ActingOffice, at: datetime) -> RecordDraft:
    """Keep a Party's draft as the record that this Party keeps; its co-presidency alone decides it.

    It counts where the option `record.mode` says that each Party keeps its own (clause I.2.7).
    """
    meeting = locked(draft.meeting)
    row = RecordDraft.objects.select_related("party").get(pk=draft.pk)
    require(_own(row, by), _not_kept(row))
    row.kept_at, row.kept_by_id, row.kept_member = at, by.office, by.member
    row.save(update_fields=["kept_at", "kept_by", "kept_member"])
    tell(meeting, "record.own_kept", by=by, at=at)
    return row


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands with its rows, its forum locked first as every joint act does."""
    Forum.objects.select_for_update().get(pk=meeting.forum_id)
    found = meetings.meeting(meeting.forum, meeting.slug)
    assert found is not None
    return found


def keep(row: RecordParagraph, *, by: ActingOffice, at: datetime) -> None:
    """Keep what a paragraph says now, before something else is written."""
    EarlierWords.objects.create(
        paragraph=row,
        version=row.version,
        words=row.words,
        left_out=row.left_out,
        at=at,
        by_id=by.office,
    )


def tell(
    meeting: Meeting,
    verb: str,
    *,
    by: ActingOffice,
    at: datetime,
    space: str = "shared",
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write an entry about the record of a meeting; it carries no word of the text."""
    write_entry(
        meeting.forum.slug,
        verb=verb,
        about=("record", meeting.slug),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts=facts,
        space=space,
        clause=queries.clause(meeting, at),
    )


def in_lines(words: str) -> str:
    """Words as they are kept: a browser sends back every new line as two signs."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def _made(
    meeting: Meeting, party: str, pieces: Iterable[Piece], *, by: ActingOffice, at: datetime
) -> RecordDraft:
    row = parties.roster(meeting.forum).party(party) if party else None
    made = RecordDraft.objects.create(meeting=meeting, party=row, at=at, by_id=by.office)
    RecordParagraph.objects.bulk_create(
        paragraph_of(made, one, position) for position, one in enumerate(pieces)
    )
    return made


def paragraph_of(draft: RecordDraft, piece: Piece, position: int) -> RecordParagraph:
    """A paragraph of a draft as the room gives it, not saved yet."""
    words = words_of(piece)
    return RecordParagraph(
        draft=draft,
        key=piece.key,
        position=position,
        kind=piece.kind,
        level=piece.level,
        words=words,
        drafted=words,
    )


def words_of(piece: Piece) -> dict[str, str]:
    """What the room says in a paragraph, by language, as words are kept."""
    return {code: in_lines(said) for code, said in piece.words.items()}


def still_open(
    meeting: Meeting, draft: RecordDraft, by: ActingOffice, at: datetime
) -> tuple[Refusal | None, ...]:
    """Why a draft as a whole is not written by an office any more, if so."""
    if draft.party is not None:
        return (_own(draft, by), _not_offered(draft), _not_kept(draft))
    found = queries.of_meeting(meeting)
    assert found is not None
    return core.may(core.WRITE, queries.course(found, at), at)


def _still_written(
    meeting: Meeting, row: RecordParagraph, said: Mapping[str, str], at: datetime, *, left_out: bool
) -> tuple[Refusal | None, ...]:
    """An own draft until it is put forward or kept, the common one until it is approved.

    After that a language that is missing may still be added to what was printed: nothing that was
    approved changes, and what said nothing goes on saying nothing.
    """
    if row.draft.party is not None:
        return (_not_offered(row.draft), _not_kept(row.draft))
    found = queries.of_meeting(meeting)
    assert found is not None
    printed = not queries.is_blank(row) and not row.is_open
    adds = printed and not left_out and row.words.items() <= said.items()
    return () if adds else core.may(core.WRITE, queries.course(found, at), at)


def _closed(meeting: Meeting) -> Refusal | None:
    if meeting.closed_at is not None:
        return None
    return Refusal(PRACTICE, _("The record may be drafted once the meeting is closed."))


def _one_party(by: ActingOffice) -> Refusal | None:
    return (
        None if by.party else Refusal(PRACTICE, _("Only an office of a Party may draft a record."))
    )


def _no_common(meeting: Meeting) -> Refusal | None:
    if queries.of_meeting(meeting) is None:
        return None
    return Refusal(PRACTICE, _("There is already a joint draft: both Parties write in that draft."))


def _none_offered(meeting: Meeting) -> Refusal | None:
    if not meeting.record_drafts.exclude(offered_at=None).exists():
        return None
    return Refusal(PRACTICE, _("A Party has submitted its draft: make the joint draft from it."))


def _in_its_space(draft: RecordDraft, by: ActingOffice) -> Refusal | None:
    return None if draft.party is None else _own(draft, by)


def _own(draft: RecordDraft, by: ActingOffice) -> Refusal | None:
    if draft.party is not None and draft.party.code == by.party:
        return None
    return Refusal(PRACTICE, _("Only the Party to which the draft belongs may do this."))


def _not_offered(draft: RecordDraft) -> Refusal | None:
    if draft.offered_at is None:
        return None
    return Refusal(
        PRACTICE,
        _("This draft has been submitted to the other Party and can no longer be changed."),
    )


def _not_kept(draft: RecordDraft) -> Refusal | None:
    if draft.kept_at is None:
        return None
    return Refusal(
        PRACTICE, _("This is the record that the Party keeps. It can no longer be changed.")
    )


def _fits(said: Mapping[str, str]) -> tuple[Refusal | None, ...]:
    """Signs that can be printed, and no more of them than a paragraph takes."""
    if all(len(one) <= LONGEST for one in said.values()):
        return tuple(
            refusals.printed(one[at : at + refusals.LONGEST_TEXT])
            for one in said.values()
            for at in range(0, len(one), refusals.LONGEST_TEXT)
        )
    message = _("This is too long: the limit is {number} characters.")
    return (Refusal(PRACTICE, message, {"number": LONGEST}),)


def _languages(forum: Forum, said: Mapping[str, str], at: datetime) -> Refusal | None:
    unknown = sorted(set(said) - set(parties.book(forum, at).languages))
    return refusals.known(unknown[0], {}, refusals.UNKNOWN_LANGUAGE) if unknown else None

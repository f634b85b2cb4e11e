"""Comment on the record, take a comment back, answer it.  Source: domain.md C.7 (D7, I4), CB-40."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from cochair.features.meeting_records import queries, speakers
from cochair.features.meeting_records.drafts import PRACTICE, tell
from cochair.features.meeting_records.issue import fresh
from cochair.features.meeting_records.queries import COMMENT, Said
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import MeetingRecord, RecordAnswer, RecordComment
from cochair.features.register import refusals
from cochair.procedure import record as core
from cochair.procedure.reason import has_words
from cochair.procedure.record import State
from cochair.procedure.refusal import Refusal, _, require

NOTHING: Mapping[str, str] = {}


@transaction.atomic
def comment(
    record: MeetingRecord,
    *,
    paragraph: str,
    words: str,
    language: str,
    by: ActingOffice,
    received_at: datetime,
) -> RecordComment:
    """Say something of a paragraph, or with none of the whole; sent twice it is kept once.

    `received_at` is the stamp of the request at the door.  After the time for comments, and before
    the next revision, it is kept as late: it is answered, and printed where it is not taken up.
    The same words on the next revision are another comment.  Raises Refused where nobody is asked,
    and for one that was not at the meeting.
    """
    record = fresh(record)
    voice = speakers.voice_of(by)
    now = queries.course(record, received_at)
    out = queries.last_out(record)
    said = words.strip()
    digest = _digest(paragraph, said)
    # Of the next revision the same may be said again, and is answered again.
    sent = _digest(str(out.number), digest) if out is not None else digest
    standing = record.comments.filter(withdrawn_at=None, revision=out)
    again = standing.filter(voice=voice, sent__in=[sent, digest]).first()
    if again is not None:
        return again
    require(
        speakers.was_there(record.meeting, by),
        _asked(core.state(now, received_at)),
        refusals.printed(said),
        None if said else Refusal(PRACTICE, _("Enter the text that you propose.")),
        _known_paragraph(record, paragraph),
    )
    assert out is not None
    last = record.comments.aggregate(n=Max("number"))["n"] or 0
    made = RecordComment.objects.create(
        record=record,
        number=last + 1,
        revision=out,
        paragraph=paragraph,
        voice=voice,
        party=by.party,
        words=said,
        language=language,
        received_at=received_at,
        late=not now.rounds[-1].is_running(received_at),
        by_id=by.office,
        sent=sent,
    )
    facts = {"comment": made.number, "revision": out.number, "late": made.late, "digest": digest}
    tell(record.meeting, "record.commented", by=by, at=received_at, facts=facts)
    return made


@transaction.atomic
def withdraw(record: MeetingRecord, said: Said, *, by: ActingOffice, at: datetime) -> None:
    """Take one's own comment back while it has no answer; the row stays."""
    record = fresh(record)
    said = _as_it_stands(record, said)
    row = (
        RecordComment.objects.filter(pk=said.row.pk).first()
        if said.ref.startswith(COMMENT)
        else None
    )
    require(_own(said, row, by), _unanswered(said))
    assert row is not None
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    tell(record.meeting, "record.comment_withdrawn", by=by, at=at, facts={"comment": row.number})


@transaction.atomic
def answer(
    record: MeetingRecord,
    said: Said,
    *,
    taken_up: bool,
    reason: str,
    language: str,
    others: Mapping[str, str] = NOTHING,
    by: ActingOffice,
    at: datetime,
) -> RecordAnswer:
    """Say that a comment is taken up, or why not; until the next revision another answer may follow.

    `others` is the same reason in further languages.  The same answer sent twice is one.  Raises Refused without a reason for what is not taken up, and once the revision is out.
    """
    record = fresh(record)
    said = _as_it_stands(record, said)
    given, stripped = said.answer, {code: words.strip() for code, words in others.items()}
    also = {code: words for code, words in stripped.items() if words and code != language}
    wanted = (taken_up, reason.strip(), also)
    if given and (given.taken_up, given.reason, given.others) == wanted:
        return given
    out = queries.last_out(record)
    require(
        None if record.approval is None else Refusal(PRACTICE, _("The record has been approved.")),
        None
        if out is not None and said.revision == out.number
        else Refusal(
            PRACTICE,
            _(
                "A later revision has been circulated: the footnotes of "
                "this one can no longer be changed."
            ),
        ),
        None
        if taken_up or has_words(reason)
        else Refusal(
            PRACTICE, _("Give the reason for not accepting the comment. Its author can read it.")
        ),
        *map(refusals.printed, (reason, *also.values())),
    )
    is_comment = said.ref.startswith(COMMENT)
    made = RecordAnswer.objects.create(
        record=record,
        comment_id=said.row.pk if is_comment else None,
        message_id=None if is_comment else said.row.pk,
        taken_up=taken_up,
        reason=reason.strip(),
        language=language,
        others=also,
        at=at,
        by_id=by.office,
    )
    facts = {"comment": said.ref, "taken_up": taken_up}
    tell(record.meeting, "record.answered", by=by, at=at, facts=facts)
    return made


def _digest(one: str, other: str) -> str:
    return sha256(f"{one}\n{other}".encode()).hexdigest()


def _as_it_stands(record: MeetingRecord, said: Said) -> Said:
    """The same as it now stands, its record locked: it may have been answered or taken back."""
    known = queries.said(record, queries.silences_on(record))
    found = next((one for one in known if one.ref == said.ref), None)
    require(None if found else Refusal(PRACTICE, _("This comment was withdrawn.")))
    assert found is not None
    return found


def _asked(stands: State) -> Refusal | None:
    if stands is State.UNDER_COMMENT:
        return None
    return Refusal(PRACTICE, _("The round of comments on the record is not open."))


def _known_paragraph(record: MeetingRecord, key: str) -> Refusal | None:
    if not key or record.draft.paragraphs.filter(key=key).exists():
        return None
    return Refusal(PRACTICE, _("There is no such paragraph."))


def _own(said: Said, row: RecordComment | None, by: ActingOffice) -> Refusal | None:
    if row is not None and said.voice == speakers.voice_of(by):
        return None
    return Refusal(PRACTICE, _("Only the author of a comment may withdraw it."))


def _unanswered(said: Said) -> Refusal | None:
    return (
        None
        if said.is_open
        else Refusal(PRACTICE, _("This comment has been answered and can no longer be withdrawn."))
    )

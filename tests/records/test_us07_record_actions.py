"""US-07, the half that is the record: silence broken, revised, passed, approved (I.2.7, I.2.6).

domain.md C.10 as corrected: 23 October to 27 November 2026, on the story's forum.
"""

from datetime import datetime

import pytest

import signing
from cochair.features.acts.models import JointAct
from cochair.features.compliance import queries as results
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.meeting_records import approval, comments, drafts, issue, queries
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.records.models import MeetingRecord
from cochair.features.silence import acts, closure, submissions
from cochair.procedure import record as core
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome, Result
from journeys import story

MADE = "In the item on ports, read “within 18 months”."
LATE = "We had wished to see this earlier."
PLACE = "heading-cycle"


def brussels(day: str, hour: str, zone: str = "+01:00") -> datetime:
    """An instant of 2026 in Brussels, in winter time unless said otherwise."""
    return datetime.fromisoformat(f"2026-{day}T{hour}{zone}")


DRAFT = brussels("10-23", "09:00", "+02:00")
FIRST_ENDS, BROKEN = brussels("11-09", "17:00"), brussels("11-09", "16:40")
REVISED, SECOND_ENDS = brussels("11-12", "15:00"), brussels("11-16", "17:00")
IRELAND, BOLIVIA = brussels("11-17", "11:00"), brussels("11-20", "16:00")
PORTUGUESE = brussels("11-27", "12:00")


@pytest.fixture
def meeting(db: None) -> Meeting:
    """The ministerial of 8 October, over at 16:25; delegations have their heads."""
    forum = story.load()
    story.plan(forum)
    story.confirm(forum)
    Meeting.objects.filter(forum=forum, slug=story.MINISTERIAL).update(
        opened_at=brussels("10-08", "10:00", "+02:00"),
        closed_at=brussels("10-08", "16:25", "+02:00"),
    )
    return Meeting.objects.select_related("forum").get(forum=forum, slug=story.MINISTERIAL)


def fresh(record: MeetingRecord) -> MeetingRecord:
    """The record as it now stands."""
    return queries.records(record.meeting.forum).get(pk=record.pk)


def office(record: MeetingRecord, at: datetime):
    """The secretariat that drafts."""
    return story.hat(record.meeting.forum, "secretariat", at)


def writes(record: MeetingRecord, key: str, words: dict[str, str], at: datetime) -> None:
    """Words in a paragraph of the common draft."""
    row = queries.paragraph(record.draft, key)
    drafts.write(row, words=words, seen=row.version, by=office(record, at), at=at)


def sends(record: MeetingRecord, at: datetime) -> MeetingRecord:
    """The next revision goes out."""
    last = queries.last_out(fresh(record))
    seen = last.number if last else None
    issue.issue(record, summary="", seen=seen, by=office(record, at), at=at)
    return fresh(record)


def silence(record: MeetingRecord, at: datetime, until: datetime) -> SilenceProcedure:
    """Both put what went out under silence."""
    act = acts.propose_opening(record.document, expires_at=until, by=office(record, at), at=at)
    turns(record, act, "ie", at)
    turns(record, act, "bo", at)
    return SilenceProcedure.objects.select_related("forum").order_by("-number").first()


def turns(record: MeetingRecord, act: JointAct, who: str, at: datetime) -> None:
    """A key on an act."""
    signing.turn(act, story.hat(record.meeting.forum, who, at), at)


def says(row: SilenceProcedure, form: str, words: str, who: str, at: datetime) -> None:
    """Something that a delegation wrote under a silence."""
    by = story.hat(row.forum, who, at)
    submissions.receive(row, form=form, words=words, language="en", by=by, received_at=at)


def answers(record: MeetingRecord, at: datetime, *, taken_up: bool) -> MeetingRecord:
    """The secretariats answer everything that is open."""
    for one in queries.said(fresh(record), queries.silences_on(fresh(record))):
        if one.is_open:
            comments.answer(
                record, one, taken_up=taken_up, reason="" if taken_up else "It came too late.",
                language="en", by=office(record, at), at=at,
            )  # fmt: skip
    return fresh(record)


def state(record: MeetingRecord, at: datetime) -> core.State:
    """Where it stands."""
    return core.state(queries.course(fresh(record), at), at)


def result(forum: Forum, rule: str, target: str, at: datetime) -> Result:
    """What a clause says at an instant."""
    (found,) = [
        one for one in results.results(forum, at) if (one.rule, one.target.id) == (rule, target)
    ]
    return found


def test_the_record_is_kept_in_time_and_in_three_languages(meeting: Meeting) -> None:
    forum, slug = meeting.forum, meeting.slug
    record = drafts.begin_common(meeting, by=story.hat(forum, "secretariat", DRAFT), at=DRAFT)
    assert result(forum, "I.2.7", slug, DRAFT).outcome is Outcome.NOT_YET_DUE
    record = sends(record, DRAFT)
    first = silence(record, DRAFT, FIRST_ENDS)
    assert state(record, DRAFT) is core.State.UNDER_COMMENT
    says(first, "amendment", MADE, "es", BROKEN)
    with pytest.raises(Refused, match=r"1.*\(practice\)"):
        sends(record, REVISED)

    record = answers(record, REVISED, taken_up=True)
    writes(record, PLACE, dict.fromkeys(("en", "es", "pt"), "3, dentro de 18 meses"), REVISED)
    record = sends(record, REVISED)
    second = silence(record, REVISED, SECOND_ENDS)
    says(second, "objection", LATE, "py", brussels("11-16", "17:00:01"))
    closure.close_due(forum, brussels("11-16", "17:01:01"))
    with pytest.raises(Refused, match=r"\(I\.2\.7\)"):
        approval.propose(fresh(record), reason="", by=office(record, IRELAND), at=IRELAND)

    # The silence passed: what came late is answered, and printed in the text that is approved.
    record = answers(record, IRELAND, taken_up=False)
    writes(record, PLACE, {"en": "Cycle 3", "es": "Ciclo 3"}, IRELAND)
    record = sends(record, IRELAND)
    assert state(record, IRELAND) is core.State.REVISED
    with pytest.raises(Refused, match=r"pt.*\(I\.2\.6\)"):
        approval.propose(fresh(record), reason="", by=office(record, IRELAND), at=IRELAND)
    act = approval.propose(
        fresh(record), reason="Portuguese follows within ten days.",
        by=office(record, IRELAND), at=IRELAND,
    )  # fmt: skip
    turns(record, act, "ie", IRELAND)
    assert state(record, IRELAND) is core.State.APPROVED_BY_ONE
    turns(record, act, "bo", BOLIVIA)
    assert state(record, BOLIVIA) is core.State.APPROVED
    kept = result(forum, "I.2.7", slug, BOLIVIA)
    assert (kept.outcome, kept.late_days) == (Outcome.MET, None)
    assert kept.due == brussels("11-24", "00:00")

    paper = fresh(record).document
    assert result(forum, "I.2.6", paper.slug, BOLIVIA).outcome is Outcome.NOT_YET_DUE
    writes(record, PLACE, {"en": "Cycle 3", "es": "Ciclo 3", "pt": "Ciclo 3"}, PORTUGUESE)
    issue.add_language(record, "pt", by=office(record, PORTUGUESE), at=PORTUGUESE)
    told = result(forum, "I.2.6", paper.slug, PORTUGUESE)
    assert (told.outcome, told.late_days) == (Outcome.MET, None)
    printed = paper.revisions.last().expressions.get(language="pt", replaced_at=None).text
    assert LATE.removesuffix(".") in str(printed[0]["runs"])
    assert Meeting.objects.get(pk=meeting.pk).completed_at == BOLIVIA


def test_without_an_approval_the_clause_is_not_met_on_the_day_after(meeting: Meeting) -> None:
    record = sends(
        drafts.begin_common(meeting, by=story.hat(meeting.forum, "secretariat", DRAFT), at=DRAFT),
        DRAFT,
    )
    assert record.document.meeting_id == meeting.pk

    found = result(meeting.forum, "I.2.7", meeting.slug, brussels("11-24", "00:01"))
    assert found.outcome is Outcome.NOT_MET

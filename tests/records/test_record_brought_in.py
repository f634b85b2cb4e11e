"""What is entered after a draft was made comes into it, and no word of people is lost (CB-38, CB-39)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

import decided
import minuted
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.action_points import actions as points
from cochair.features.decisions.models import RoomDecision
from cochair.features.meeting_records import drafts, joint_draft, late_entries, queries
from cochair.features.meeting_records.late_entries import Brought
from cochair.features.meetings.models import Meeting
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import ActionPoint, EarlierWords, RecordDraft
from cochair.procedure.outcome import StatementKind
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from minuted import CLOSED, DRAFTED, LATER

BASE = "/en/league-concert/meetings/league-concert-council-2/record/"
ASKED = points.Noted(
    {"en": "Send the list", "es": "Enviar la lista", "pt": "Enviar a lista"},
    "en",
    "XN",
    date(2031, 9, 1),
)


def noted(meeting: Meeting) -> ActionPoint:
    """A point of action that is noted while the record is written."""
    return points.note(meeting, ASKED, by=minuted.ours(meeting.forum), at=DRAFTED)


def own(meeting: Meeting, by: ActingOffice) -> RecordDraft:
    """A draft in the space of a side."""
    return drafts.begin_own(meeting, by=by, at=DRAFTED)


def brought(draft: RecordDraft, by: ActingOffice) -> Brought:
    """What came of bringing in what was entered since."""
    return late_entries.bring_in(draft, by=by, at=DRAFTED)


def said(draft: RecordDraft) -> dict[str, dict[str, str]]:
    """What a draft prints, by key, in its order."""
    rows = queries.paragraphs(draft)
    return {one.key: one.words for one in rows if not queries.is_blank(one)}


def test_cb_38_a_point_noted_after_the_draft_comes_behind_the_items_and_once(over: Meeting) -> None:
    by = minuted.ours(over.forum)
    draft = own(over, by)
    before = [one.key for one in queries.paragraphs(draft)]
    assert brought(draft, by) == Brought()
    noted(over)

    assert brought(draft, by) == Brought(new=1)
    assert brought(draft, by) == Brought()

    after = [one.key for one in queries.paragraphs(draft)]
    assert [key for key in after if key not in before] == ["points-1"]
    assert after.index("points-1") == after.index("agreements-0") - 1
    assert "Send the list" in said(draft)["points-1"]["en"]


def test_cb_38_what_nobody_wrote_in_says_what_is_so_now_and_what_people_wrote_stays(
    over: Meeting,
) -> None:
    by, row = minuted.ours(over.forum), noted(over)
    ours, theirs = own(over, by), own(over, minuted.other(over.forum))
    mine = queries.paragraph(theirs, "points-1")
    words = {**mine.words, "en": "In our words."}
    drafts.write(mine, words=words, seen=0, by=minuted.other(over.forum), at=DRAFTED)
    points.change(row, replace(ASKED, owner="XL"), seen=1, by=by, at=DRAFTED)

    assert brought(ours, by) == Brought(changed=1)
    assert "Lagunia" in said(ours)["points-1"]["en"]
    assert "Norland" in EarlierWords.objects.get(paragraph__draft=ours).words["en"]

    place = [one.key for one in queries.paragraphs(theirs)].index("points-1") + 1
    assert brought(theirs, minuted.other(over.forum)) == Brought(apart=(place,))
    assert said(theirs)["points-1"]["en"] == "In our words."


def test_cb_38_what_is_not_so_any_more_is_printed_no_more(over: Meeting) -> None:
    by = minuted.ours(over.forum)
    draft = own(over, by)
    act = signing.departure(over.forum, rule="A.8", target=("meeting", over.slug), at=DRAFTED)
    signing.both_sign(over.forum, act, DRAFTED)

    assert brought(draft, by) == Brought(new=1, changed=1)

    departures = [key for key in said(draft) if key.startswith("departures-")]
    assert "departures-none" not in departures and len(departures) == 2


def test_c_4_a_statement_filed_within_48_hours_comes_into_the_common_draft(over: Meeting) -> None:
    record = drafts.begin_common(over, by=minuted.ours(over.forum, CLOSED), at=CLOSED)
    row = RoomDecision.objects.get(meeting=over)
    late = decided.said(StatementKind.EXPLANATION, words={"en": "We read it so."})
    decided.stated(row, decided.head(over.forum, "XL"), CLOSED.replace(hour=20), late)

    assert brought(record.draft, minuted.other(over.forum)) == Brought(new=1)

    assert "We read it so." in said(record.draft)["agreements-1-statement-2"]["en"]


def test_two_drafts_that_became_one_take_up_what_is_new(over: Meeting) -> None:
    league, concert = minuted.ours(over.forum), minuted.other(over.forum)
    row = noted(over)
    for by in (league, concert):
        drafts.offer(own(over, by), by=by, at=DRAFTED)
    record = joint_draft.join(over, by=league, at=DRAFTED)
    points.change(row, replace(ASKED, owner="XL"), seen=1, by=league, at=DRAFTED)

    assert brought(record.draft, concert) == Brought(changed=1)


def test_a_draft_that_was_put_forward_and_an_approved_record_stay_as_they_are(
    over: Meeting,
) -> None:
    by = minuted.ours(over.forum)
    draft = own(over, by)
    with pytest.raises(Refused, match="Only the Party"):
        brought(draft, minuted.other(over.forum))
    drafts.offer(draft, by=by, at=DRAFTED)
    with pytest.raises(Refused, match="This draft has been submitted to the other Party"):
        brought(draft, by)

    record = joint_draft.join(over, by=by, at=DRAFTED)
    minuted.filled(record, DRAFTED)
    record = minuted.approved(minuted.asked(minuted.issued(minuted.fresh(record))))
    with pytest.raises(
        Refused,
        match="An approved record may no longer be edited: an error in it needs a corrigendum",
    ):
        late_entries.bring_in(record.draft, by=by, at=LATER)


@pytest.fixture
def now() -> Iterator[None]:
    """A week after the meeting."""
    with clock.at(DRAFTED):
        yield


def client(hat: ActingOffice) -> Client:
    """Somebody signed in."""
    return people.signed_in(Account.objects.get(pk=hat.account))


def test_j7_it_is_taken_up_on_the_page_of_the_draft_by_whoever_writes_it(
    over: Meeting, now: None
) -> None:
    office, delegation = client(minuted.ours(over.forum)), client(decided.head(over.forum))
    office.post(f"{BASE}drafts/common/new/")
    noted(over)
    path = f"{BASE}drafts/common/"
    assert "Insert what was entered since" in office.get(path).content.decode()

    assert delegation.post(f"{path}room/").status_code == 404
    page = office.post(f"{path}room/", follow=True).content.decode()

    assert "New paragraphs: 1." in page and "Send the list" in page

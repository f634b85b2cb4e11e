"""What speaks against a day and a place where people choose them: told, and never refused.

Issue 3, item 7: the planner's reasons on the forms of a day and of a plan, and where both sign.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse

import signing
from cochair.features.acts.kinds import Caution, kind_of
from cochair.features.acts.models import JointAct
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import HostEvent, Meeting
from cochair.features.parties.models import Forum
from cochair.features.planner import actions, warnings
from cochair.features.sessions import changes
from cochair.web.localize import say
from matrix import Scene
from signing import REASON, both_sign, concert, day, league, schedule
from world import NOW

AT = datetime.fromisoformat("2026-10-01T09:00+00:00")
SECRET = "The minister of Palmera is to be married."
CHRISTMAS = {
    "precision": "day",
    "start": "2027-12-25",
    "end": "2027-12-25",
    "place": "madrid",
    "virtual": False,
}


def by_code(found: tuple[Caution, ...]) -> dict[str, Caution]:
    return {one.code: one for one in found}


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council without a day."""
    found = Meeting.objects.filter(forum=small_forum, slug=signing.COUNCIL).first()
    return found or signing.planned(small_forum)


def of(council: Meeting, first: str, last: str = "", place: str = "norhaven") -> dict[str, Caution]:
    return by_code(
        warnings.of_meeting(
            council,
            first=date.fromisoformat(first),
            last=date.fromisoformat(last or first),
            place=place,
            at=NOW,
        )
    )


def test_a_ministerial_on_christmas_day_where_no_clause_allows_it_is_not_planned_without_a_word(
    real_forum: Forum,
) -> None:
    """The plan of cycle 4: 25 December is a Saturday, a holiday of most, and of another cycle."""
    place = next(
        code
        for code in warnings.parties.book(real_forum, AT).places
        if code not in {"brussels", "athens", "dublin"}
    )

    found = by_code(
        warnings.of_plan(real_forum, 4, {"ministerial": CHRISTMAS | {"place": place}}, AT)
    )

    assert {"weekend", "outside_semester", "members_on_holiday"} <= set(found)
    assert found["outside_semester"].clause.startswith("I.2.cycle")
    assert found["members_on_holiday"].clause == "practice"
    assert len(found["members_on_holiday"].says.facts["member"]) > 20  # type: ignore[arg-type]
    assert found["place_not_allowed"].clause == "II.1.meetings.a.3"


def test_a_day_far_from_the_mark_cites_the_clause_on_the_interval(real_forum: Forum) -> None:
    far = CHRISTMAS | {"start": "2029-12-20", "end": "2029-12-20", "place": "brussels"}

    found = by_code(warnings.of_plan(real_forum, 4, {"ministerial": far}, AT))

    assert found["far_from_mark"].clause == "II.1.meetings.a.2"
    assert "weekend" not in found


def test_a_day_far_from_the_mark_in_its_semester_is_said_to_keep_the_clause(
    real_forum: Forum,
) -> None:
    """Only the days were said, and not the semesters of consecutive cycles by which it is met."""
    all_the_same = "The clause is met all the same"

    def far(number: int, day: str) -> str:
        chosen = CHRISTMAS | {"start": day, "end": day, "place": "brussels"}
        found = by_code(warnings.of_plan(real_forum, number, {"ministerial": chosen}, AT))
        return say(found["far_from_mark"].says, language="en")

    assert all_the_same in far(3, "2026-12-17")
    assert all_the_same not in far(3, "2027-03-17"), "outside its semester"
    assert all_the_same not in far(4, "2029-12-20")


def test_the_interval_the_place_and_the_semester_cite_their_clauses(council: Meeting) -> None:
    found = of(council, "2031-09-06", place="grey-bridge")

    assert found["outside_semester"].clause == "A.3.council"
    assert found["place_not_allowed"].clause == "B.3"
    assert found["weekend"].clause == "practice"


def test_a_good_day_has_nothing_against_it(council: Meeting) -> None:
    assert of(council, "2031-04-08", "2031-04-09") == {}


def test_a_weekend_inside_a_longer_meeting_is_told(council: Meeting) -> None:
    assert "weekend" in of(council, "2031-04-04", "2031-04-07")
    assert "weekend" not in of(council, "2031-04-07", "2031-04-08")


def test_days_that_a_side_blocked_are_told_and_its_reason_is_not(council: Meeting) -> None:
    for by, required in ((concert(council.forum), True), (league(council.forum), False)):
        actions.block_days(
            council.forum,
            start=date(2031, 4, 8),
            end=date(2031, 4, 8),
            required=required,
            reason=SECRET,
            by=by,
            at=NOW,
        )

    found = of(council, "2031-04-08")

    assert found["required_day_off"].says.facts == {"party": ("CONCERT",)}
    assert found["other_day_off"].says.facts == {"party": ("LEAGUE",)}
    assert SECRET not in str(found)
    assert "required_day_off" not in of(council, "2031-04-09")


def test_a_day_that_is_over_is_told(council: Meeting) -> None:
    assert "day_over" in of(council, "2031-02-02")


def test_two_meetings_of_a_plan_too_near_for_travel_are_told(real_forum: Forum) -> None:
    slots = {
        code: {"precision": "day", "start": day_, "end": day_, "place": "brussels"}
        for code, day_ in (("ministerial", "2028-06-29"), ("som", "2028-06-30"))
    }

    found = by_code(warnings.of_plan(real_forum, 4, slots, AT))

    assert found["travel_gap"].says.facts["configuration"] == ("ministerial", "som")
    assert found["travel_gap"].about == {}


def test_of_a_month_only_its_semester_is_judged(real_forum: Forum) -> None:
    month = {"precision": "month", "start": "2029-12-01", "end": "2029-12-31", "place": ""}

    found = warnings.of_plan(real_forum, 4, {"ministerial": month}, AT)

    assert {one.code for one in found} <= {"outside_semester"}


def test_where_both_sign_it_what_speaks_against_it_stands_until_it_took_effect(
    council: Meeting,
) -> None:
    act = schedule(council, day("2031-09-06", place="grey-bridge"))
    cautions = kind_of(act).cautions(act, NOW)

    assert {"outside_semester", "weekend", "place_not_allowed"} <= set(by_code(cautions))
    assert both_sign(council.forum, act).state == "effective"


def test_the_act_page_warns_before_the_keys_and_is_quiet_after(at_work: Scene) -> None:
    council = Meeting.objects.get(forum=at_work.forum, slug=signing.COUNCIL)
    act = schedule(council, day("2031-09-06", place="grey-bridge"), reason=REASON)
    address = reverse("acts:act", args=[at_work.forum.slug, act.number])
    client = at_work.client("co_presidency")

    before = client.get(address).content.decode()
    both_sign(at_work.forum, act)
    after = client.get(address).content.decode()

    assert "These points do not prevent a signature." in before
    assert "weekend" in before
    assert "points against it" not in after.casefold()


def test_the_plan_form_warns_and_still_proposes(at_work: Scene) -> None:
    address = reverse("meetings:plan", args=[at_work.forum.slug, 2])
    typed = {"council-precision": "day", "council-start": "2032-12-25", "council-place": ""}
    client = at_work.client("co_presidency")
    acts = JointAct.objects.count()

    shown = client.post(address, typed | {"preview": "1"}).content.decode()

    assert "Points against it" in shown
    assert "weekend" in unescape(shown)
    assert JointAct.objects.count() == acts
    assert client.post(address, typed).status_code == 302
    assert JointAct.objects.count() == acts + 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"council-start": "2032-03-11", "council-end": "2032-03-10"}, "must be within a month"),
        ({"council-start": "2030-01-10"}, "Only a day that is ahead is fixed"),
    ],
)
def test_checking_a_plan_says_what_sending_it_would_be_refused_for(
    at_work: Scene, typed: Mapping[str, str], said: str
) -> None:
    address = reverse("meetings:plan", args=[at_work.forum.slug, 2])
    typed = {"council-precision": "day", "council-place": "", **typed}
    client = at_work.client("co_presidency")

    for also in ({"preview": "1"}, {}):
        shown = client.post(address, {**typed, **also})
        assert shown.status_code == 422 and said in shown.text
        assert "Nothing on record argues against" not in shown.text


def test_what_an_address_fills_in_is_judged_at_once(at_work: Scene) -> None:
    address = reverse("meetings:plan", args=[at_work.forum.slug, 2])
    client = at_work.client("co_presidency")

    filled = client.get(
        address, {"council-precision": "day", "council-start": "2032-12-25"}
    ).content.decode()

    assert "Points against it" in filled
    assert "Points against it" not in client.get(address).content.decode()
    for nonsense in ("2032-13-99", "<script>", ""):
        answer = client.get(address, {"council-precision": "day", "council-start": nonsense})
        assert answer.status_code == 200


def test_the_form_of_a_day_warns_with_the_clause(at_work: Scene) -> None:
    address = reverse("meetings:schedule", args=[at_work.forum.slug, signing.COUNCIL])
    typed = {"first": "2031-09-06", "place": "grey-bridge", "format": "in_person"}

    shown = at_work.client("co_presidency").post(address, typed | {"preview": "1"})

    said = shown.content.decode()
    assert "neither a fixed venue" in said
    assert ">B.3</a>" in said


def test_a_reason_that_is_too_long_is_marked_at_its_field(at_work: Scene) -> None:
    signing.fixed(at_work.forum)
    address = reverse("meetings:schedule", args=[at_work.forum.slug, signing.COUNCIL])
    typed = {"first": "2031-09-06", "place": "grey-bridge", "format": "in_person"}

    shown = at_work.client("co_presidency").post(address, typed | {"reason": "x" * 4001})

    assert 'aria-describedby="reason-h reason-e"' in shown.content.decode()


def test_a_meeting_outside_the_slots_has_no_interval_and_no_semester(council: Meeting) -> None:
    act = changes.propose_extraordinary(
        council.forum,
        configuration="council",
        day=meetings.Day(date(2031, 9, 6), date(2031, 9, 6), "grey-bridge", "in_person"),
        reason=REASON,
        by=league(council.forum),
        at=NOW,
    )

    assert set(by_code(kind_of(act).cautions(act, NOW))) == {"weekend"}


def test_an_event_on_the_day_is_no_warning(council: Meeting) -> None:
    HostEvent.objects.create(
        forum=council.forum,
        title={"en": "Fair"},
        start=date(2031, 4, 8),
        end=date(2031, 4, 8),
        at=NOW,
    )

    assert of(council, "2031-04-08") == {}


def test_a_day_for_which_no_notice_can_be_in_time_is_told_in_a_plan_and_its_act_too(
    council: Meeting,
) -> None:
    """Only home and the page of the meeting said so of the same day."""
    said = "A timely notice of meeting is no longer possible."

    def in_a_plan(first: str) -> dict[str, Caution]:
        slot = {"precision": "day", "start": first, "end": first, "place": "norhaven"}
        return by_code(warnings.of_plan(council.forum, 2, {"council": slot}, NOW))

    soon = (NOW + timedelta(days=13)).date().isoformat()
    for found in (in_a_plan(soon), of(council, soon)):
        assert say(found["late_notice"].says, language="en") == said
        assert found["late_notice"].clause == "practice"
    assert "late_notice" not in in_a_plan("2031-04-08")
    assert "late_notice" not in of(council, "2031-02-02"), "a day that is over"

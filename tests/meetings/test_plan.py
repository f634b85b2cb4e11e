"""The plan of the next cycle: what it makes, what it changes, and what it leaves alone.

domain.md C.4 (Cycle: plan; Meeting: postpone) and C.11 (INV-7).
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.kinds import kind_of
from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle, SlotPlan
from cochair.features.cycles.queries import plan_of
from cochair.features.meetings import actions
from cochair.features.meetings.models import Meeting, Schedule, Session
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from cochair.web.localize import say
from signing import both_sign, day, league, schedule
from world import NOW

LATER = NOW + timedelta(hours=3)
COUNCIL, EXPERTS = "league-concert-council-2", "league-concert-experts-2"
MOVED = "The hall is flooded until the summer."
PLAN: dict[str, dict[str, object]] = {
    "council": {
        "place": "norhaven",
        "precision": "day",
        "start": "2032-03-10",
        "end": "2032-03-11",
    },
    "experts": {
        "place": "southport",
        "precision": "month",
        "start": "2032-10-01",
        "end": "2032-10-31",
    },
}


def slot(code: str, **changed: object) -> dict[str, dict[str, object]]:
    """The plan with one slot said differently."""
    return {**PLAN, code: {**PLAN[code], **changed}}


def propose(
    forum: Forum, slots: dict[str, dict[str, object]], at: datetime = NOW, made_in: int = 2
) -> JointAct:
    return actions.propose_plan(forum, made_in=made_in, slots=slots, by=league(forum, at), at=at)


@pytest.fixture
def planned(small_forum: Forum) -> Forum:
    """The small forum with its third cycle planned by both."""
    both_sign(small_forum, propose(small_forum, PLAN))
    return small_forum


def meeting(slug: str) -> Meeting:
    return Meeting.objects.get(slug=slug)


def days(slug: str) -> list[tuple[datetime | None, str]]:
    """The first instants of a meeting and how firm they are, as the days were told one by one."""
    rows = Schedule.objects.filter(meeting__slug=slug).order_by("pk")
    return list(rows.values_list("starts", "precision"))


def test_the_act_says_each_planned_meeting_in_one_line(small_forum: Forum) -> None:
    act = propose(small_forum, PLAN)

    lines = kind_of(act).describe(act, signing.reader(small_forum))

    told = [say(line, language="en") for _label, line in lines]  # type: ignore[arg-type]
    assert len(told) == 2
    assert told[0].startswith("Norhaven, ") and told[0].endswith("Mar 2032, date fixed")
    assert told[1].startswith("Southport, ") and told[1].endswith("month only, provisional")


def test_a_plan_makes_the_cycle_after_the_last_with_a_meeting_for_each_slot(planned: Forum) -> None:
    cycle = Cycle.objects.get(forum=planned, number=3)

    assert (cycle.start, cycle.end) == (date(2032, 1, 1), date(2032, 12, 31))
    made = Meeting.objects.filter(cycle=cycle).order_by("configuration")
    assert [(row.slug, row.number, row.confirmed_at) for row in made] == [
        (COUNCIL, 2, None),
        (EXPERTS, 2, None),
    ]
    assert {code: row.state for code, row in plan_of(planned, 3).items()} == {
        "council": "agreed",
        "experts": "agreed",
    }


def test_a_day_is_that_of_the_place(planned: Forum) -> None:
    """Norhaven is two hours ahead of UTC in March, Southport thirteen in October."""
    assert days(COUNCIL) == [(datetime(2032, 3, 9, 22, tzinfo=UTC), "day")]
    assert days(EXPERTS) == [(datetime(2032, 9, 30, 11, tzinfo=UTC), "month")]


def test_a_slot_without_a_day_has_its_half_year(small_forum: Forum) -> None:
    both_sign(
        small_forum, propose(small_forum, {"experts": {"place": "", "precision": "semester"}})
    )

    (only,) = Schedule.objects.filter(meeting__slug=EXPERTS)

    # 1 July to the end of 31 December in Helsinki.
    assert only.starts == datetime(2032, 6, 30, 21, tzinfo=UTC)
    assert only.ends == datetime(2032, 12, 31, 22, tzinfo=UTC)


def test_the_page_of_an_ended_cycle_offers_to_plan_the_next_only_while_no_plan_was_agreed(
    planned: Forum,
) -> None:
    client = people.signed_in(Account.objects.get(pk=signing.secretariat(planned).account))
    Cycle.objects.filter(forum=planned, number=2).update(end=NOW.date() - timedelta(days=1))
    address = reverse("meetings:plan", args=[planned.slug, 2])

    def page() -> str:
        with clock.at(NOW):
            return client.get(reverse("desk:cycle", args=[planned.slug, 2])).text

    assert address not in page()
    SlotPlan.objects.filter(forum=planned, cycle=3).delete()
    assert address in page()


def test_what_is_left_out_of_a_plan_is_planned_later(small_forum: Forum) -> None:
    both_sign(small_forum, propose(small_forum, {"council": PLAN["council"]}))
    assert not Meeting.objects.filter(slug=EXPERTS).exists()

    both_sign(small_forum, propose(small_forum, PLAN, LATER), LATER)

    assert meeting(EXPERTS).known_at == LATER
    assert Cycle.objects.filter(forum=small_forum, number=3).count() == 1


def test_inv7_a_changed_plan_moves_the_meeting_and_makes_no_second(planned: Forum) -> None:
    act = propose(planned, slot("council", start="2032-04-21", end="2032-04-22"), LATER)
    both_sign(planned, act, LATER)

    assert Meeting.objects.filter(cycle__number=3, configuration="council").count() == 1
    assert days(COUNCIL) == [
        (datetime(2032, 3, 9, 22, tzinfo=UTC), "day"),
        (datetime(2032, 4, 20, 21, tzinfo=UTC), "day"),
    ]
    assert plan_of(planned, 3)["council"].state == "changed"
    assert SlotPlan.objects.filter(cycle=3, configuration="council").count() == 2


def test_what_a_changed_plan_does_not_change_keeps_its_row_and_its_day(planned: Forum) -> None:
    before = plan_of(planned, 3)["experts"]

    act = propose(planned, slot("council", place="palm-bay"), LATER)
    both_sign(planned, act, LATER)

    assert plan_of(planned, 3)["experts"] == before
    assert len(days(EXPERTS)) == 1


def test_inv7_once_a_meeting_is_cancelled_its_slot_can_be_planned_again_under_another_number(
    planned: Forum,
) -> None:
    signing.stepped(meeting(COUNCIL), "meeting.cancel")

    both_sign(planned, propose(planned, PLAN, LATER), LATER)

    again = Meeting.objects.get(cycle__number=3, configuration="council", cancelled_at=None)
    assert (again.slug, again.number) == ("league-concert-council-3", 3)
    assert meeting(COUNCIL).cancelled_at == NOW


def test_a_meeting_gets_no_address_that_another_has(small_forum: Forum) -> None:
    """History may have left numbers out."""
    Meeting.objects.create(forum=small_forum, slug=COUNCIL, configuration="council", kind="contact")

    both_sign(small_forum, propose(small_forum, PLAN))

    assert Meeting.objects.get(cycle__number=3, configuration="council").slug == (
        "league-concert-council-3"
    )


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ({}, "at least one meeting"),
        ({"parliament": PLAN["council"]}, "no type of meeting called “parliament”"),
        (slot("council", place="atlantis"), "no place called “atlantis”"),
        (slot("council", start="1832-03-10", end="1832-03-11"), "calendar"),
        (slot("council", start="9999-03-10", end="9999-03-11"), "calendar"),
        (
            slot("council", start="2032-03-11", end="2032-03-10"),
            ", must be within a month after the first,",
        ),
        (
            slot("council", start="2032-03-11", end="2032-06-10"),
            ", must be within a month after the first,",
        ),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(
    small_forum: Forum, slots: dict[str, dict[str, object]], said: str
) -> None:
    with pytest.raises(Refused) as refused:
        propose(small_forum, slots)

    assert said in str(refused.value)
    assert not JointAct.objects.exists()


def test_a_plan_made_in_a_cycle_that_is_not_known_is_refused(small_forum: Forum) -> None:
    with pytest.raises(Refused):
        propose(small_forum, PLAN, made_in=7)


def test_a_day_outside_its_half_year_is_not_refused(small_forum: Forum) -> None:
    """The procedures allow a departure; the clause on the slot will say so."""
    act = propose(small_forum, slot("council", start="2032-09-10", end="2032-09-11"))

    assert both_sign(small_forum, act).effective_at == NOW


def test_a_plan_does_not_move_a_day_that_both_confirmed(planned: Forum) -> None:
    both_sign(planned, schedule(meeting(COUNCIL), day("2032-03-10", "2032-03-11")))

    with pytest.raises(Refused) as refused:
        propose(planned, slot("council", start="2032-04-21", end="2032-04-22"), LATER)

    assert "Both Parties confirmed this date. Give a reason for changing it, in at least" in str(
        refused.value
    )
    other = propose(planned, slot("experts", start="2032-11-01", end="2032-11-30"), LATER)
    both_sign(planned, other, LATER)
    assert len(days(COUNCIL)) == 2


def test_inv10_a_plan_does_not_touch_a_meeting_that_has_opened(planned: Forum) -> None:
    today = LATER.date().isoformat()
    soon = slot("council", start=today, end=today)
    both_sign(planned, propose(planned, soon))
    both_sign(planned, schedule(meeting(COUNCIL), day(today)))
    experts = slot("experts", start="2032-11-01", end="2032-11-30")["experts"]
    waiting = propose(planned, {**soon, "experts": experts})
    signing.stepped(meeting(COUNCIL), "meeting.open", LATER)
    known = days(COUNCIL)

    with pytest.raises(Refused) as refused:
        propose(planned, slot("council", start="2032-04-21", end="2032-04-22"), LATER)

    assert "The date of a meeting may be changed only until the meeting opens." in str(
        refused.value
    )
    assert JointAct.objects.get(pk=waiting.pk).state == "void"
    assert days(COUNCIL) == known


def test_inv10_a_plan_does_not_touch_a_meeting_of_history(small_forum: Forum) -> None:
    slots = {"council": {**PLAN["council"], "start": "2030-05-01", "end": "2030-05-02"}}

    Cycle.objects.create(
        forum=small_forum, number=0, start=date(2029, 1, 1), end=date(2029, 12, 31)
    )
    with pytest.raises(Refused):
        propose(small_forum, slots, made_in=0)


@pytest.mark.parametrize(
    ("planned_as", "confirmed_for", "state"),
    [
        (PLAN["council"], ("2032-03-10", "2032-03-11"), "confirmed"),
        (PLAN["council"], ("2032-04-21", "2032-04-21"), "changed"),
        ({"place": "", "precision": "semester"}, ("2032-04-21", "2032-04-21"), "confirmed"),
    ],
)
def test_the_plan_follows_the_day_that_both_fix(
    small_forum: Forum, planned_as: dict[str, object], confirmed_for: tuple[str, str], state: str
) -> None:
    both_sign(small_forum, propose(small_forum, {"council": planned_as}))

    both_sign(small_forum, schedule(meeting(COUNCIL), day(*confirmed_for), reason=MOVED), LATER)

    latest = plan_of(small_forum, 3)["council"]
    assert (latest.state, latest.precision, latest.at) == (state, "day", LATER)
    assert latest.start == date.fromisoformat(confirmed_for[0])


def test_a_slot_with_a_format_is_fixed_by_the_signatures_of_the_plan(small_forum: Forum) -> None:
    plan = slot("council", format="hybrid")
    act = propose(small_forum, plan)
    lines = kind_of(act).describe(act, signing.reader(small_forum))
    told = [say(line, language="en") for _label, line in lines]  # type: ignore[arg-type]
    assert told[0].endswith("Mar 2032, hybrid: confirmed by this act")
    assert "dates and formats marked so are confirmed" in say(
        kind_of(act).effect(act), language="en"
    )

    both_sign(small_forum, act)

    council = meeting(COUNCIL)
    assert (council.confirmed_at, meeting(EXPERTS).confirmed_at) == (NOW, None)
    (only,) = council.schedules.all()
    assert (only.format, only.precision, only.act) == ("hybrid", "day", act)
    assert plan_of(small_forum, 3)["council"].state == "confirmed"
    assert council.joint_notes.get().value == "hybrid"
    assert signing.verbs(small_forum)[-3:] == [
        "meeting.scheduled",
        "act.key_turned",
        "cycle.planned",
    ]


def test_what_was_planned_is_fixed_by_a_plan_that_says_the_same_with_a_format(
    planned: Forum,
) -> None:
    both_sign(planned, propose(planned, slot("council", format="in_person"), LATER), LATER)

    assert meeting(COUNCIL).confirmed_at == LATER
    assert plan_of(planned, 3)["council"].state == "confirmed"
    assert meeting(EXPERTS).schedules.count() == 1


@pytest.mark.parametrize(
    ("code", "changed", "said"),
    [
        ("experts", {"format": "in_person"}, "Only a date can be confirmed"),
        ("council", {"format": "by_post"}, "must be held in person"),
    ],
)
def test_only_a_date_is_fixed_and_in_a_known_format(
    small_forum: Forum, code: str, changed: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused) as refused:
        propose(small_forum, slot(code, **changed))

    assert said in str(refused.value)


def test_a_plan_fixes_no_confirmed_day_anew_and_no_day_from_which_sessions_move(
    planned: Forum,
) -> None:
    fixed = slot("council", format="in_person")
    Session.objects.create(
        meeting=meeting(COUNCIL),
        number=1,
        starts=datetime(2032, 3, 10, 8, tzinfo=UTC),
        ends=datetime(2032, 3, 10, 9, tzinfo=UTC),
    )
    with pytest.raises(Refused) as refused:
        propose(planned, slot("council", format="in_person", start="2032-04-21", end="2032-04-22"))
    assert "sessions on another date" in str(refused.value)

    both_sign(planned, propose(planned, fixed))
    with pytest.raises(Refused) as refused:
        propose(planned, fixed, LATER)
    assert "Both Parties confirmed this date" in str(refused.value)


def test_a_cycle_is_agreed_once_both_signed_its_plan_and_only_derived_until_then(
    small_forum: Forum,
) -> None:
    """It was still *inferred from the rotation*, and of a *degree of certainty*, afterwards."""
    agreed = "Both Parties agreed on this cycle and on its meetings"
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    address = reverse("desk:cycle", args=[small_forum.slug, 2])
    with clock.at(NOW):
        before = client.get(address).text
        both_sign(
            small_forum,
            propose(small_forum, slot("council", start="2031-04-08", end="2031-04-09"), made_in=1),
        )
        after = client.get(address).text

    assert "Inferred from the rotation" in before and agreed not in before
    assert agreed in after and "nferred from the rotation" not in after
    assert "Degree of certainty" not in after
    assert Cycle.objects.get(forum=small_forum, number=2).imported, "what was stored stays"

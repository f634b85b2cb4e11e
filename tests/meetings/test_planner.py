"""The planner's pages: what they show, who may tell it what, and what stays within one Party.

domain.md B.13, C.7 (P5); issue 3, item 7.
"""

import re
from datetime import date, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import people
from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import BlockedDays, HostEvent
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.planner import actions, presenters, public_holidays, queries
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from signing import both_sign, concert, day, league, schedule
from world import NOW

NEXT = "/en/league-concert/cycles/3/"
PLANNER, HOURS = NEXT + "planner/", NEXT + "hours/"
SECRET = "The minister of Estmark is to be married."


def at_work(forum: Forum, party: str, member: str) -> Client:
    """A client that wears the hat of a co-presidency, while the clock stands still."""
    account = people.person(forum, Role.CO_PRESIDENCY, party, member)
    return people.signed_in(account)


@pytest.fixture
def of_league(small_forum: Forum, still: None) -> Client:
    return at_work(small_forum, "LEAGUE", "XE")


@pytest.fixture
def of_concert(small_forum: Forum, still: None) -> Client:
    return at_work(small_forum, "CONCERT", "XP")


@pytest.fixture
def still() -> object:
    from cochair.web.clock import clock

    with clock.at(NOW):
        yield


def block(
    forum: Forum, by: ActingOffice, first: str, last: str, *, required: bool = True
) -> BlockedDays:
    return actions.block_days(
        forum,
        start=date.fromisoformat(first),
        end=date.fromisoformat(last),
        required=required,
        reason=SECRET,
        by=by,
        at=NOW,
    )


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


# What is proposed.


def test_the_plans_of_a_cycle_that_is_not_planned_yet_lie_in_its_half_years(
    small_forum: Forum,
) -> None:
    told = queries.told(small_forum, 3, NOW)

    assert told is not None
    assert (told.span.start, told.span.end) == (date(2032, 1, 1), date(2032, 12, 31))
    assert len(told.answer.plans) == 10
    council, experts = told.answer.plans[0].meetings
    # The first council met on 14 March 2030: two years on is a Sunday, and it takes two days.
    assert told.question.slots[0].mark.day == date(2032, 3, 14)  # type: ignore[union-attr]
    assert council.first == date(2032, 3, 15)
    assert council.last == date(2032, 3, 16)
    assert date(2032, 7, 1) <= experts.first <= date(2032, 12, 31)


def test_a_planned_meeting_of_the_cycle_before_moves_the_mark_and_the_page_says_so(
    small_forum: Forum,
) -> None:
    from cochair.features.meetings import actions as meetings

    slots = {
        "council": {
            "place": "norhaven",
            "precision": "day",
            "start": "2032-03-10",
            "end": "2032-03-11",
        }
    }
    both_sign(
        small_forum,
        meetings.propose_plan(
            small_forum, made_in=2, slots=slots, by=league(small_forum, NOW), at=NOW
        ),
    )

    told = queries.told(small_forum, 4, NOW)

    assert told is not None
    mark = told.question.slots[0].mark
    assert mark is not None
    assert (mark.day, mark.is_held) == (date(2033, 3, 10), False)
    assert any(r.code == "mark_not_held" for r in told.answer.plans[0].meetings[0].against)


def test_a_confirmed_day_stays_and_is_not_taken_over_into_a_new_plan(
    small_forum: Forum, of_league: Client
) -> None:
    from cochair.features.meetings import actions as meetings
    from cochair.features.meetings.models import Meeting

    slots = {
        "council": {
            "place": "norhaven",
            "precision": "day",
            "start": "2032-05-12",
            "end": "2032-05-13",
        }
    }
    both_sign(
        small_forum,
        meetings.propose_plan(
            small_forum, made_in=2, slots=slots, by=league(small_forum, NOW), at=NOW
        ),
    )
    both_sign(
        small_forum, schedule(Meeting.objects.get(cycle__number=3), day("2032-05-12", "2032-05-13"))
    )

    told = queries.told(small_forum, 3, NOW)
    page = text(of_league, PLANNER)

    assert told is not None
    assert {plan.meetings[0].first for plan in told.answer.plans} == {date(2032, 5, 12)}
    assert "council-start" not in page
    assert "experts-start=" in page


def test_an_option_that_both_changed_is_the_one_that_the_planner_counts_with(
    small_forum: Forum,
) -> None:
    from cochair.features.compliance import actions as compliance

    act = compliance.propose_option(
        small_forum,
        key="cadence.months",
        value=10,
        reason="Both want to meet more often now.",
        by=league(small_forum, NOW),
        at=NOW,
    )
    both_sign(small_forum, act)

    told = queries.told(small_forum, 3, NOW)

    assert told is not None
    assert told.question.slots[0].mark.day == date(2031, 11, 14)  # type: ignore[union-attr]


def test_holidays_of_states_that_nobody_knows_are_told_as_unknown_and_not_as_none(
    small_forum: Forum, of_league: Client
) -> None:
    told = queries.told(small_forum, 3, NOW)

    assert told is not None
    assert set(told.question.without_holidays) == {"XN", "XB", "XE", "XS", "XP", "XL"}
    page = text(of_league, PLANNER)
    assert "The public holidays of" in page
    assert "No public holiday in any member State" not in page


def test_real_states_have_their_holidays_and_a_year_too_far_ahead_has_none_that_are_known() -> None:
    found = public_holidays.of_members(["FR", "XN"], [2031])

    assert found["XN"] is None
    assert found["FR"] is not None
    assert date(2031, 7, 14) in found["FR"]
    assert public_holidays.of_members(["FR"], [2031, 2199])["FR"] is None


def test_the_page_names_the_order_of_preference_in_the_words_of_the_file(
    small_forum: Forum, of_league: Client
) -> None:
    for language, words in (
        ("en", "Fewest member States with a public holiday"),
        ("es", "El menor número de Estados miembros en día festivo"),
        ("pt", "O menor número de Estados-Membros em dia feriado"),
    ):
        assert words in text(of_league, PLANNER.replace("/en/", f"/{language}/"))


def test_on_a_telephone_each_day_of_a_plan_names_its_meeting(of_league: Client) -> None:
    plans = text(of_league, PLANNER).partition('id="overview"')[2].partition("</table>")[0]
    head, _end, first = plans.partition("</thead>")
    meetings = re.findall(r'<th scope="col">([^<]+)</th>', head)[1:-1]

    assert meetings
    assert re.findall(r'<td data-label="([^"]+)">', first.partition("</tr>")[0]) == meetings


def test_a_plan_is_taken_over_into_the_form_and_nothing_is_proposed_until_a_person_does(
    small_forum: Forum, of_league: Client
) -> None:
    page = text(of_league, PLANNER)
    address = unquote(page.split('href="/en/league-concert/cycles/2/plan/?', 1)[1].split('"', 1)[0])

    form = text(of_league, "/en/league-concert/cycles/2/plan/?" + address.replace("&amp;", "&"))

    assert 'value="2032-03-15"' in form
    assert 'value="2032-03-16"' in form
    assert not JointAct.objects.exists()


def test_whoever_may_not_propose_sees_the_plans_without_the_button(
    small_forum: Forum, still: None
) -> None:
    delegate = people.signed_in(people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"))

    page = text(delegate, PLANNER)

    assert "Plan 10" in page
    assert "Use this plan" not in page
    assert "<form" not in page.split("<main", 1)[1].split("</main", 1)[0]


def test_the_address_of_the_plan_form_fills_in_nothing_that_it_does_not_know(
    small_forum: Forum, of_league: Client
) -> None:
    form = text(
        of_league,
        '/en/league-concert/cycles/2/plan/?council-start="><script>alert(1)</script>&council-place=atlantis&x=1',
    )

    assert "<script>alert" not in form
    assert 'value="atlantis"' not in form


@pytest.mark.parametrize("number", [0, 4, 99, 99999999999999999999])
def test_a_cycle_that_does_not_follow_a_known_one_has_no_planner(
    of_league: Client, number: int
) -> None:
    for page in ("planner", "hours"):
        assert of_league.get(f"/en/league-concert/cycles/{number}/{page}/").status_code == 404


def test_a_forum_that_names_no_order_of_preference_has_no_planner(
    small_forum: Forum, of_league: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from cochair.features.parties import queries as parties

    book = replace(parties.book(small_forum, NOW), planner=None)
    monkeypatch.setattr(parties, "book", lambda forum, at=None: book)

    assert of_league.get(PLANNER).status_code == 404
    assert "planner/" not in text(of_league, "/en/league-concert/cycles/2/")


# Days off, and the wall between the Parties.


def test_the_days_that_a_party_blocks_are_shared_and_its_reason_is_not(
    small_forum: Forum, of_league: Client, of_concert: Client
) -> None:
    sent = {"start": "2032-03-15", "end": "2032-03-19", "required": "yes", "reason": SECRET}

    assert of_league.post(PLANNER + "days-off/", sent).status_code == 302

    own, other = text(of_league, PLANNER), text(of_concert, PLANNER)
    assert SECRET in own
    for page in (own, other):
        assert "cannot meet" in page
        assert "15–19 Mar 2032" in page
    for address in (
        PLANNER,
        HOURS,
        "/en/league-concert/journal/",
        "/en/league-concert/home/",
        NEXT.replace("3", "2"),
    ):
        assert SECRET not in text(of_concert, address)
    export = of_concert.get("/en/league-concert/journal/export/")
    assert SECRET.encode() not in b"".join(
        export.streaming_content if export.streaming else [export.content]
    )


def test_the_journal_keeps_days_off_in_the_space_of_the_party_and_without_the_reason(
    small_forum: Forum, of_concert: Client
) -> None:
    said = "A Party blocked days"
    before = text(of_concert, "/en/league-concert/journal/").count(said)
    row = block(small_forum, league(small_forum, NOW), "2032-03-15", "2032-03-19")
    actions.unblock_days(row, by=league(small_forum, NOW), at=NOW)

    entries = Entry.objects.filter(about_kind="blocked_days").order_by("seq")

    assert [(e.verb, e.space) for e in entries] == [
        ("days.blocked", "party:LEAGUE"),
        ("days.unblocked", "party:LEAGUE"),
    ]
    assert all(SECRET not in str(e.facts) for e in entries)
    # The sentence stands among the verbs that one may ask for, and in no entry.
    assert text(of_concert, "/en/league-concert/journal/").count(said) == before


def test_reasons_of_the_other_party_are_not_even_read_from_the_database(small_forum: Forum) -> None:
    block(small_forum, league(small_forum, NOW), "2032-03-15", "2032-03-19")
    span = queries.span(small_forum, 3, NOW)
    assert span is not None

    (seen,) = queries.days_off(small_forum, span, "CONCERT")
    (own,) = queries.days_off(small_forum, span, "LEAGUE")
    (nobodys,) = queries.days_off(small_forum, span, "")

    assert (seen.reason, seen.is_own) == ("", False)
    assert (own.reason, own.is_own) == (SECRET, True)
    assert (nobodys.reason, nobodys.is_own) == ("", False)


def test_no_plan_uses_a_day_that_a_party_blocked_and_given_back_it_is_used_again(
    small_forum: Forum,
) -> None:
    row = block(small_forum, concert(small_forum), "2032-03-15", "2032-03-19")

    def days() -> set[date]:
        told = queries.told(small_forum, 3, NOW)
        assert told is not None
        return {plan.meetings[0].first for plan in told.answer.plans}

    assert not {day for day in days() if date(2032, 3, 14) <= day <= date(2032, 3, 19)}
    actions.unblock_days(row, by=concert(small_forum), at=NOW)
    assert date(2032, 3, 15) in days()


def test_a_party_that_blocks_a_whole_half_year_is_named_as_what_makes_a_plan_impossible(
    small_forum: Forum, of_concert: Client
) -> None:
    block(small_forum, league(small_forum, NOW), "2032-01-01", "2032-06-30")

    page = text(of_concert, PLANNER)

    assert "No plan is possible" in page
    assert "League cannot meet on any remaining working day of semester 1." in page


def test_each_party_gives_back_only_its_own_days(
    small_forum: Forum, of_league: Client, of_concert: Client
) -> None:
    row = block(small_forum, league(small_forum, NOW), "2032-03-15", "2032-03-19")
    address = f"{PLANNER}days-off/{row.pk}/removal/"

    assert of_concert.post(address).status_code == 404
    with pytest.raises(Refused):
        actions.unblock_days(row, by=concert(small_forum), at=NOW)
    assert of_league.post(address).status_code == 302
    # A second time there is nothing left to give back, and the row is still there.
    assert of_league.post(address).status_code == 404
    assert BlockedDays.objects.get(pk=row.pk).removed_at == NOW


def test_what_is_sent_twice_is_told_once(small_forum: Forum, of_league: Client) -> None:
    for _n in range(2):
        of_league.post(PLANNER + "days-off/", {"start": "2032-03-15", "required": "yes"})
        of_league.post(PLANNER + "events/", {"title": "Sitting", "event_start": "2032-03-15"})

    assert BlockedDays.objects.count() == 1
    assert HostEvent.objects.count() == 1
    assert Entry.objects.filter(verb__in=["days.blocked", "host_event.added"]).count() == 2


# Host events.


def test_an_event_that_can_host_a_meeting_is_entered_shown_and_set_aside(
    small_forum: Forum, of_league: Client, of_concert: Client
) -> None:
    sent = {
        "title": "Sitting of the harbours",
        "event_start": "2032-03-15",
        "event_end": "2032-03-16",
        "place": "southport",
    }

    assert of_league.post(PLANNER + "events/", sent).status_code == 302
    event = HostEvent.objects.get()
    assert "Sitting of the harbours" in text(of_concert, PLANNER)

    # A fact that both share: either side sets it aside.
    assert of_concert.post(f"{PLANNER}events/{event.pk}/removal/").status_code == 302
    assert "Sitting of the harbours" not in text(of_league, PLANNER)
    assert HostEvent.objects.get().removed_at == NOW


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"event_start": "2032-03-20", "event_end": "2032-03-10"},
            ", must be within a year after the first,",
        ),
        (
            {"event_start": "2032-03-20", "event_end": "2034-03-10"},
            ", must be within a year after the first,",
        ),
        (
            {"event_start": "1832-03-10", "event_end": "1832-03-10"},
            "is outside the calendar, which covers",
        ),
        (
            {"event_start": "9999-12-31", "event_end": "9999-12-31"},
            "is outside the calendar, which covers",
        ),
        ({"event_start": "2032-02-30"}, "This date does not exist"),
        ({"event_start": ""}, "Enter the first day"),
        ({"title": "   "}, "Enter the name"),
        ({"place": "atlantis"}, "There is no place called “atlantis”"),
        ({"title": "x" * 201}, "200"),
        ({"title": "a\x00b"}, "Null characters"),
    ],
)
def test_an_event_that_makes_no_sense_is_refused_and_nothing_is_kept(
    of_league: Client, changed: dict[str, str], said: str
) -> None:
    sent = {"title": "Sitting", "event_start": "2032-03-10", "event_end": "", "place": ""}

    answer = of_league.post(PLANNER + "events/", sent | changed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not HostEvent.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"start": "2032-03-20", "end": "2032-03-10"},
        {"start": "1832-03-10"},
        {"start": "soon"},
        {"required": "perhaps"},
        {"reason": "x" * 501},
    ],
)
def test_days_off_that_make_no_sense_are_refused(
    of_league: Client, changed: dict[str, str]
) -> None:
    sent = {"start": "2032-03-10", "end": "", "required": "yes", "reason": "A feast"}

    answer = of_league.post(PLANNER + "days-off/", sent | changed)

    assert answer.status_code == 422
    assert not BlockedDays.objects.exists()
    # What was typed is still there, in a form that is still open.
    form = answer.content.decode().partition('id="days-off"')[2]
    assert '<details class="fold" open>' in form
    assert f'value="{(sent | changed)["start"]}"' in form


@pytest.mark.parametrize(
    "title",
    [
        "<script>alert(1)</script>",
        "{place} {0} %s %(day)s",
        '"><img src=x onerror=alert(1)>',
        "{% csrf_token %}",
    ],
)
def test_a_hostile_title_is_shown_as_it_was_typed_and_does_nothing(
    small_forum: Forum, of_league: Client, title: str
) -> None:
    from django.utils.html import escape

    assert (
        of_league.post(
            PLANNER + "events/", {"title": title, "event_start": "2032-03-15"}
        ).status_code
        == 302
    )

    page = text(of_league, PLANNER)
    assert escape(title) in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    # The best plan lies on the day, so that the title stands in a reason too.
    assert page.count(escape(title)) >= 2


# Hours.


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        ("2031-02-08", "Monday 10 February 2031"),
        ("2031-02-11", "Tuesday 11 February 2031"),
        ("2040-12-30", "Wednesday 31 December 2031"),
    ],
    ids=["a Saturday", "a working day", "after the cycle"],
)
def test_the_hours_are_first_shown_for_a_working_day_of_the_cycle(
    small_forum: Forum, today: str, shown: str
) -> None:
    from cochair.web.clock import clock

    with clock.at(datetime.fromisoformat(f"{today}T12:00+00:00")):
        reader = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
        client = people.signed_in(reader)
        assert shown in text(client, HOURS.replace("/3/", "/2/"))


def test_the_hours_of_a_day_tell_every_delegation_its_time_at_home(
    small_forum: Forum, of_league: Client
) -> None:
    page = text(of_league, HOURS + "?day=2032-05-12&minutes=60")

    assert "Wednesday 12 May 2032" in page
    for name in ("Norland", "Brumia", "Estmark", "Sudria", "Palmera", "Lagunia"):
        assert page.count(name) >= 2
    # Warsaw and Auckland lie ten hours apart, and Santiago is on the other side of both.
    assert "No time is reasonable for all" in page
    assert "data-fair" in page


@pytest.mark.parametrize(
    "asked",
    [
        "day=2032-05-12&minutes=0",
        "day=2032-05-12&minutes=9999",
        "day=&minutes=60",
        "day=never&minutes=60",
        "day=1832-05-12&minutes=60",
        "day=2032-05-12&minutes=1e9",
        "minutes=60",
    ],
)
def test_a_session_that_makes_no_sense_is_refused_with_a_word(
    of_league: Client, asked: str
) -> None:
    answer = of_league.get(f"{HOURS}?{asked}")

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


# Cost.


def test_the_pages_cost_the_same_with_many_events_and_days_off(
    small_forum: Forum, of_league: Client
) -> None:
    def cost(address: str) -> int:
        of_league.get(address)
        with CaptureQueriesContext(connection) as asked:
            of_league.get(address)
        return len(asked)

    before = cost(PLANNER)
    for n in range(20):
        first = date(2032, 3, 1) + timedelta(days=3 * n)
        block(
            small_forum,
            league(small_forum, NOW),
            first.isoformat(),
            first.isoformat(),
            required=False,
        )
        actions.add_host_event(
            small_forum,
            title=f"Sitting {n}",
            language="en",
            start=first,
            end=first,
            place="",
            by=concert(small_forum),
            at=NOW,
        )

    assert cost(PLANNER) == before
    assert before <= 25
    assert Cycle.objects.filter(number=3).count() == 0


def test_what_differs_from_the_best_plan_is_marked_and_the_ten_stay_the_ten(
    small_forum: Forum, of_league: Client
) -> None:
    """They may differ in a single day: bold says which, and a word says so to whoever hears it."""
    said = text(of_league, PLANNER)

    best, *others = presenters.shown(
        queries.told(small_forum, 3, NOW), small_forum, "en", takes_over=False
    )
    assert not any(one.differs for one in best.meetings)
    assert len(others) == 9
    for plan in others:
        assert any(one.differs for one in plan.meetings)
    assert said.count("(differs from plan 1)") == sum(
        one.differs for plan in others for one in plan.meetings
    ) + sum(plan.costs_differ for plan in others)
    assert "Differences from plan 1 are in bold." in said

"""A meeting whose day passes and that nobody opens: its state, who is told, and what home says."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.calendars import notices
from cochair.features.compliance import queries as compliance
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import State, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.sessions import changes
from cochair.procedure.facts import Schedule
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from cochair.site.desk import labels, risks
from cochair.web.clock import clock
from people import signed_in
from world import NOW

# The Council is on 8 and 9 April at the place, until midnight of the second day.
ENDS = datetime(2031, 4, 9, 21, tzinfo=UTC)
OVER = ENDS + timedelta(hours=24)


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council on its day, with both co-presidencies and both secretariats."""
    people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
    people.person(small_forum, Role.SECRETARIAT, "CONCERT")
    people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XB")
    meeting = signing.fixed(small_forum)
    assert meeting.schedules.last().ends == ENDS
    return meeting


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("forum", "cycle").get(pk=meeting.pk)


def told(forum: Forum, at: datetime) -> str:
    found = compliance.facts_at(forum, at)
    meeting = next(one for one in found.meetings if one.id == signing.COUNCIL)
    return labels.state_in_words(meeting, at, forum.zone)


def home(forum: Forum, at: datetime, email: str = "secretariat-league@example.org") -> str:
    reader = signed_in(Account.objects.get(email=email))
    with clock.at(at):
        return reader.get(reverse("desk:home", args=[forum.slug])).text


def test_a_day_after_its_planned_end_a_meeting_is_not_opened_until_something_is_done(
    small_forum: Forum, council: Meeting
) -> None:
    assert state_of(council, OVER - timedelta(seconds=1)) is State.CONFIRMED
    assert told(small_forum, OVER - timedelta(seconds=1)) == "confirmed by both Parties"
    assert state_of(council, OVER) is State.NOT_OPENED
    assert told(small_forum, OVER) == "date passed, not opened"

    act = signing.schedule(
        council, signing.day("2031-05-13"), reason="The hall was flooded.", at=OVER
    )
    signing.both_sign(small_forum, act, OVER)
    assert state_of(fresh(council), OVER) is State.CONFIRMED
    # What was known before is told as it was.
    assert state_of(fresh(council), OVER - timedelta(seconds=1)) is State.CONFIRMED
    assert state_of(fresh(council), OVER + timedelta(days=60)) is State.NOT_OPENED


def test_it_can_be_opened_postponed_or_cancelled(small_forum: Forum, council: Meeting) -> None:
    at = OVER + timedelta(days=1)

    act = changes.propose_postponement(
        council, reason=signing.REASON, by=signing.league(small_forum, at), at=at
    )
    signing.both_sign(small_forum, act, at)
    assert told(small_forum, at) == "postponed"
    again = signing.schedule(fresh(council), signing.day("2031-05-13"), at=at)
    signing.both_sign(small_forum, again, at)
    later = at + timedelta(days=60)
    assert state_of(fresh(council), later) is State.NOT_OPENED
    assert signing.stepped(council, "meeting.cancel", later).cancelled_at == later


def test_both_parties_are_told_once_for_each_day(small_forum: Forum, council: Meeting) -> None:
    assert not list(notices.of_the_not_opened(small_forum, OVER - timedelta(seconds=1)))

    letters = list(notices.of_the_not_opened(small_forum, OVER))
    again = list(notices.of_the_not_opened(small_forum, OVER + timedelta(days=3)))
    assert {letter.to.party for letter in letters} == {"LEAGUE", "CONCERT"}
    assert {letter.key for letter in again} == {letter.key for letter in letters}
    signing.stepped(council, "meeting.open", OVER)
    assert not list(notices.of_the_not_opened(small_forum, OVER))


def test_home_names_a_meeting_that_was_not_opened_once_its_day_is_past(
    small_forum: Forum, council: Meeting
) -> None:
    page = home(small_forum, OVER)

    assert "Council II: not opened" in page
    assert "Its day has passed. Open it" in page
    before = home(small_forum, NOW)
    assert ": not opened" not in before


def test_home_names_a_planned_meeting_without_a_day(real_forum: Forum) -> None:
    at = datetime(2026, 11, 28, 12, tzinfo=UTC)
    person = people.person(real_forum, Role.SECRETARIAT, "EU", start=at)

    page = home(real_forum, at, person.email)

    assert ": no day yet" in page
    assert "A timely notice of meeting is no longer possible." in page
    assert re.search(r"31 Dec(ember)? 2026", page)


def test_a_meeting_whose_day_was_over_when_it_was_fixed_is_not_opened_as_of_now(
    small_forum: Forum, council: Meeting
) -> None:
    """No day that is over is fixed any more; it was before."""
    at = OVER + timedelta(days=5)
    council.schedules.update(at=at)
    meeting = Meeting.objects.get(pk=council.pk)

    with pytest.raises(Refused) as refused:
        signing.step(meeting, "meeting.open", at)
    assert "was over when both Parties fixed it" in str(refused.value)
    assert not list(notices.of_the_not_opened(small_forum, at))
    found = compliance.results(small_forum, at).of_target(meeting.slug)
    assert {one.outcome for one in found} <= {Outcome.UNKNOWN, Outcome.NOT_APPLICABLE}


def test_a_meeting_beside_the_cycle_does_not_hide_that_one_of_the_cycle_has_no_day(
    real_forum: Forum,
) -> None:
    at = datetime(2026, 11, 28, 12, tzinfo=UTC)
    told = compliance.facts_at(real_forum, at)
    undated = next(one for one in told.meetings if one.cycle == 3)
    moment = datetime(2026, 12, 10, 9, tzinfo=UTC)
    day = Schedule(at, moment, moment + timedelta(hours=8), "UTC")
    beside = replace(undated, id="beside", kind="extraordinary", schedules=(day,))
    known = replace(told, meetings=(*told.meetings, beside))

    found = risks.of_meetings(parties.book(real_forum, at), known, at, "en")

    assert undated.id in {risk.slug for risk in found}
    assert "beside" not in {risk.slug for risk in found}

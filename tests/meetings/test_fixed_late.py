"""A date that had passed when the day of its meeting was fixed: nobody is late with it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

import people
import signing
from cochair.features.agendas import queries as agendas
from cochair.features.calendars import dates, owners, queries
from cochair.features.guests import presenters as guests
from cochair.features.meetings import actions as meetings
from cochair.features.meetings import deadlines, evidence, responsibility
from cochair.features.meetings.deadlines import Dated
from cochair.features.meetings.models import Meeting as Row
from cochair.features.meetings.models import ObserverRequest
from cochair.features.observers import queries as observing
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.kernel.kind import Turn
from cochair.procedure import facts
from cochair.procedure.calendar import civil_day
from cochair.procedure.facts import Meeting
from cochair.procedure.timetable import Owner, ShownBy
from cochair.site.desk import board, lanes, turn_texts, turns
from cochair.site.desk.cycle import _state_of
from cochair.web.clock import clock
from cochair.web.localize import format_value
from journeys import story
from meetings.test_us02_actions import MINISTERIAL

FIXED_ON = datetime(2031, 3, 20, 10, tzinfo=UTC)
NOTICE = "T1"
# Ten days before a meeting nearly all its usual dates are over.
SHORT_BEFORE = datetime(2026, 9, 28, 9, tzinfo=UTC)


@pytest.fixture
def known(small_forum: Forum) -> Meeting:
    """The Council of 8 April 2031, whose notice is due on 7 March."""
    signing.fixed(small_forum)
    at = FIXED_ON
    return next(one for one in queries.meetings_at(small_forum, at) if one.id == signing.COUNCIL)


def notice(forum: Forum, meeting: Meeting) -> Dated:
    found = deadlines.of_meeting(parties.book(forum), queries.NOTHING, meeting)
    return next(one for one in found if one.entry.id == NOTICE)


def fixed(meeting: Meeting, *at: datetime, moved_by: timedelta = timedelta()) -> Meeting:
    """The meeting with its day fixed at the first of these instants and told again at the others,
    the last time perhaps with another day."""
    last = meeting.schedules[-1]
    told = [replace(last, at=one) for one in at]
    assert last.starts is not None
    told[-1] = replace(told[-1], starts=last.starts + moved_by)
    return replace(meeting, schedules=tuple(told))


def test_what_could_be_done_in_time_is_asked_for_by_its_own_day(
    small_forum: Forum, known: Meeting
) -> None:
    found = notice(small_forum, known)

    assert found.asked_by == found.due
    assert not found.was_over


def test_what_had_passed_is_asked_for_by_the_day_on_which_the_meeting_was_fixed(
    small_forum: Forum, known: Meeting
) -> None:
    found = notice(small_forum, fixed(known, FIXED_ON))

    assert found.day == date(2031, 3, 7)
    assert found.was_over
    assert civil_day(found.asked_by - timedelta(seconds=1), small_forum.zone) == date(2031, 3, 20)
    assert (
        _state_of(found, date(2031, 3, 21), "en")
        == "had passed when the date of the meeting was fixed"
    )


def test_another_place_on_the_same_day_asks_for_nothing_later_and_another_day_does(
    small_forum: Forum, known: Meeting
) -> None:
    a_week_on = FIXED_ON + timedelta(days=7)

    same = notice(small_forum, fixed(known, FIXED_ON, a_week_on))
    other = notice(small_forum, fixed(known, FIXED_ON, a_week_on, moved_by=timedelta(days=-1)))

    assert same.asked_by == notice(small_forum, fixed(known, FIXED_ON)).asked_by
    assert other.asked_by == same.asked_by + timedelta(days=7)


def test_a_date_that_had_passed_is_still_to_do_and_not_overdue(
    small_forum: Forum, known: Meeting
) -> None:
    late = replace(notice(small_forum, fixed(known, FIXED_ON)), done=False)
    kept = replace(notice(small_forum, known), done=False)
    at = FIXED_ON + timedelta(days=1)

    assert dates._mark(late, at, None) is dates.WAS_OVER
    assert dates._mark(kept, at, None) is dates.OVERDUE
    # Home asks for it on the day of the fixing: that it had passed is all that this page says.
    assert dates._mark(replace(late, done=None), at, None) is dates.HAD_PASSED
    assert dates._mark(replace(kept, done=None), at, None) is dates.PAST


def test_another_hour_on_the_same_day_asks_for_nothing_later(
    small_forum: Forum, known: Meeting
) -> None:
    early = FIXED_ON - timedelta(days=60)
    an_hour_on = fixed(known, early, FIXED_ON, moved_by=timedelta(hours=1))

    found = notice(small_forum, an_hour_on)

    assert found.asked_by == found.due and not found.was_over


def test_a_month_that_was_planned_is_no_day_that_was_known(
    small_forum: Forum, known: Meeting
) -> None:
    told = fixed(known, FIXED_ON - timedelta(days=60), FIXED_ON)
    planned, day = told.schedules
    in_april = replace(told, schedules=(replace(planned, precision="month"), day))

    assert notice(small_forum, in_april).was_over


def test_what_was_done_is_not_called_late_for_a_day_that_was_fixed_afterwards(
    small_forum: Forum, known: Meeting
) -> None:
    """A meeting that is brought forward, whose notice was out long before: nobody knows it was late."""
    found = notice(small_forum, fixed(known, FIXED_ON))

    assert found.was_over
    assert _state_of(replace(found, done=True), date(2031, 3, 21), "en") == "done"


@pytest.mark.parametrize(
    ("fixed_on", "done_on", "says"),
    [
        (FIXED_ON - timedelta(days=60), datetime(2031, 3, 7, 20, tzinfo=UTC), "done"),
        (
            FIXED_ON - timedelta(days=60),
            datetime(2031, 3, 10, tzinfo=UTC),
            "done on 10 March 2031, after its date",
        ),
        (
            FIXED_ON,
            FIXED_ON + timedelta(days=1),
            "done on 21 March 2031; its date had passed when the date of the meeting was fixed",
        ),
    ],
)
def test_what_was_done_after_its_date_says_when_on_both_pages_and_stands_there_on_the_board(
    small_forum: Forum, known: Meeting, fixed_on: datetime, done_on: datetime, says: str
) -> None:
    out = replace(fixed(known, fixed_on), notices=(facts.Notice("n", done_on, ()),))
    found, at = notice(small_forum, out), done_on + timedelta(hours=1)
    around = owners.Around(parties.book(small_forum), parties.roster(small_forum), out)
    hat = signing.league(small_forum)
    (row,) = (one for one in dates.rows_around(around, hat, at) if one.dated.entry.id == NOTICE)

    assert found.done
    assert row.mark is dates.DONE
    assert format_value(row.state, language="en") == says
    assert _state_of(found, date(2031, 3, 21), "en") == says
    on = board.Scale(((date(2031, 1, 1), date(2031, 6, 30)),))
    drawn = date(2031, 3, 7) if says == "done" else civil_day(done_on, small_forum.zone)
    told = SimpleNamespace(book=around.book, facts=queries.NOTHING, attended=[out], at=at)
    assert board.percent(on.x(drawn)) in {
        one["x"]
        for one in lanes._dots(told, on)
        if one["done"]  # type: ignore[arg-type]
    }


def test_of_a_day_that_is_fixed_the_date_of_fixing_it_is_the_day_on_which_it_was(
    small_forum: Forum, known: Meeting
) -> None:
    """Seen on a forum taken up: fixed in December, it stood as done in June."""
    entry = replace(parties.book(small_forum).timetable[0], shown_by=ShownBy.CONFIRMED)
    first = FIXED_ON - timedelta(days=60)
    moved = fixed(replace(known, confirmed_at=first), first, FIXED_ON, moved_by=timedelta(days=1))

    assert evidence.done_at(entry, moved) == FIXED_ON
    same = fixed(replace(known, confirmed_at=first), first, FIXED_ON, moved_by=timedelta(hours=1))
    assert evidence.done_at(entry, same) == first


@pytest.mark.parametrize(("first", "is_late"), [(date(2026, 10, 9), False), (None, True)])
def test_a_delegation_is_late_only_with_what_it_could_have_done_in_time(
    db: None, first: date | None, is_late: bool
) -> None:
    """Ten days before a meeting the usual date for naming a delegation is over."""
    at = datetime(2026, 9, 28, 9, tzinfo=UTC)
    forum = story.load()
    story.plan(forum)
    meeting = Row.objects.select_related("forum").get(forum=forum, slug=MINISTERIAL)
    # Both fix the day that they had planned long before, or another one.
    day = first or date(2026, 10, 8)
    act = meetings.propose_schedule(
        meeting,
        day=meetings.Day(day, day, "brussels", "in_person"),
        reason="",
        by=story.hat(forum, "secretariat", at),
        at=at,
    )
    story.both_sign(forum, act, at, "ie", "bo")

    head = people.person(forum, Role.DELEGATION_HEAD, "EU", "FR", start=at)
    (task,) = (
        one
        for one in queries.tasks_of(forum, people.hat(forum, head, at), at)
        if one.deadline.entry.shown_by == ShownBy.DELEGATIONS
    )
    assert task.overdue == is_late
    assert (task.due > at) != is_late and (task.day == at.date()) != is_late


def test_the_last_day_to_ask_for_an_item_is_the_same_for_whom_it_is_asked_and_among_the_dates(
    db: None,
) -> None:
    """It had passed when both fixed the day; nothing is kept of whether somebody wanted to ask."""
    at = datetime(2026, 9, 28, 9, tzinfo=UTC)
    forum = story.load()
    story.plan(forum)
    meeting = Row.objects.select_related("forum").get(forum=forum, slug=MINISTERIAL)
    act = meetings.propose_schedule(
        meeting,
        day=meetings.Day(date(2026, 10, 9), date(2026, 10, 9), "brussels", "in_person"),
        reason="",
        by=story.hat(forum, "secretariat", at),
        at=at,
    )
    story.both_sign(forum, act, at, "ie", "bo")
    head = people.person(forum, Role.DELEGATION_HEAD, "EU", "FR", start=at)
    hat = people.hat(forum, head, at)

    (task,) = (
        one
        for one in queries.tasks_of(forum, hat, at)
        if one.deadline.entry.shown_by == ShownBy.ITEM_REQUESTS
    )
    known = next(one for one in queries.meetings_at(forum, at) if one.id == MINISTERIAL)
    (row,) = (
        one
        for one in dates.rows(forum, known, hat, at)
        if one.dated.entry.shown_by == ShownBy.ITEM_REQUESTS
    )
    close = agendas.items_close(parties.book(forum), meeting)

    assert close is not None
    assert task.day == row.day == close[1] == at.date()
    assert task.due == row.due and row.mark is not dates.PAST
    assert row.label == "11 days before the meeting" and not row.rolled


@pytest.fixture
def at_short_notice(db: None) -> Row:
    """The Ministerial meeting of 9 October 2026, whose day both fixed on 28 September."""
    at = SHORT_BEFORE
    forum = story.load()
    story.plan(forum)
    meeting = Row.objects.select_related("forum").get(forum=forum, slug=MINISTERIAL)
    day = meetings.Day(date(2026, 10, 9), date(2026, 10, 9), "brussels", "in_person")
    by = story.hat(forum, "secretariat", at)
    act = meetings.propose_schedule(meeting, day=day, reason="", by=by, at=at)
    story.both_sign(forum, act, at, "ie", "bo")
    return Row.objects.select_related("forum").get(pk=meeting.pk)


def test_a_delegation_that_nobody_invited_reads_that_its_dates_had_passed_and_of_no_end_today(
    at_short_notice: Row,
) -> None:
    """Its page asked for two things by the end of the day, while nothing waited for it."""
    forum = at_short_notice.forum
    head = people.person(forum, Role.DELEGATION_HEAD, "EU", "FR", start=SHORT_BEFORE)
    client = people.signed_in(head)
    with clock.at(SHORT_BEFORE):
        page = client.get(reverse("desk:meeting", args=[forum.slug, MINISTERIAL])).text
    own = page.partition("My deadlines")[2].partition("</ol>")[0]

    assert "Nothing waits for you" in page
    assert "Delegations named" in own and "28 Sept" not in own
    assert own.count("had passed when the date of the meeting was fixed") == 2


def test_what_had_passed_is_asked_for_as_soon_as_possible_and_by_no_day(
    at_short_notice: Row,
) -> None:
    forum, at = at_short_notice.forum, SHORT_BEFORE
    until, firm = responsibility.practice(at_short_notice, ShownBy.NOTICE, at)
    turn = Turn("secretariat", "EU", "Sign", {}, until, firm, ("desk:home",))

    deadline = turns.deadline(forum, turn, at, forum.zone)

    assert firm == "soon" and queries.usual(at_short_notice, ShownBy.NOTICE, at) == (until, firm)
    assert deadline is not None and (deadline.is_soon, deadline.is_late) == (True, False)
    assert turn_texts.until(deadline) == "As soon as possible, usual date"


def test_no_observer_applied_late_where_the_last_day_had_passed_when_the_meeting_was_fixed(
    small_forum: Forum, known: Meeting
) -> None:
    book = parties.book(small_forum)
    closing = replace(book.timetable[0], owner=Owner.OBSERVER)
    book = replace(book, timetable=(closing,))
    request = ObserverRequest(submitted_at=FIXED_ON + timedelta(days=1))

    assert observing._late(book, known, request), "who could have applied in time"
    assert not observing._late(book, fixed(known, FIXED_ON), request)


def test_an_observer_reads_no_last_day_that_had_passed_before_the_day_of_the_meeting_was_known(
    at_short_notice: Row,
) -> None:
    book = parties.book(at_short_notice.forum)
    found = guests.closing(at_short_notice, book, SHORT_BEFORE + timedelta(days=1))

    assert found is not None
    assert format_value(found, language="en").startswith(
        "The usual last day to apply had passed when the date of the meeting was fixed."
    )

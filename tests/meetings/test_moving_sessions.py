"""The sessions of a meeting that moves: by as many days, at the same hours of the place.

architecture section 3, law 3: what is bound is exactly what moves.
"""

import html
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

import signing
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.calendars import personal_calendar, queries
from cochair.features.meetings import rescheduling
from cochair.features.meetings.models import Meeting, Session
from cochair.features.parties.models import Forum
from cochair.features.sessions import actions as sessions
from cochair.procedure.refusal import Refused
from inviting_story import fresh
from matrix import Scene
from moves import REASON, TEN, moved, postponed, session
from signing import day, league, secretariat
from world import NOW

LATER = NOW + timedelta(hours=3)
NINE_DAYS = timedelta(days=9)


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council on 8 and 9 April, with a session on the first morning."""
    meeting = signing.fixed(small_forum)
    session(meeting)
    return meeting


def hours(meeting: Meeting) -> list[datetime]:
    return [row.starts for row in Session.objects.filter(meeting=meeting, removed_at=None)]


def proposed(meeting: Meeting, when: str, at: datetime = LATER, **more: object) -> JointAct:
    return signing.meetings.propose_schedule(
        fresh(meeting),
        day=day(when, **{k: v for k, v in more.items() if k != "with_sessions"}),  # type: ignore[arg-type]
        reason=REASON,
        with_sessions=bool(more.get("with_sessions", True)),
        by=league(meeting.forum, at),
        at=at,
    )


def test_sessions_move_by_as_many_days_as_the_meeting(council: Meeting) -> None:
    moved(council, "2031-04-17", LATER)

    assert hours(council) == [TEN + NINE_DAYS]


def test_sessions_stay_where_both_leave_them(council: Meeting) -> None:
    moved(council, "2031-04-17", LATER, with_sessions=False)

    assert hours(council) == [TEN]


def test_sessions_keep_their_hours_when_clocks_change_in_between(council: Meeting) -> None:
    # Norland puts its clocks forward on 30 March: ten o'clock is eight in UTC before that day.
    moved(council, "2031-03-20", LATER)

    assert hours(council) == [datetime(2031, 3, 20, 8, tzinfo=UTC)]


def test_sessions_keep_their_hours_at_another_place_and_without_one(council: Meeting) -> None:
    act = proposed(council, "2031-04-08", place="southport")
    signing.both_sign(council.forum, act, LATER)
    (there,) = hours(council)
    zone = fresh(council).schedules.last().zone  # type: ignore[union-attr]
    assert there.astimezone(rescheduling.ZoneInfo(zone)).hour == 10

    act = proposed(council, "2031-04-09", place="", format="virtual")
    signing.both_sign(council.forum, act, LATER)
    assert hours(council) == [there + timedelta(days=1)]


def test_after_a_postponement_sessions_move_from_the_day_that_was_taken_away(
    council: Meeting,
) -> None:
    postponed(council, LATER)
    assert hours(council) == [TEN]

    moved(council, "2031-04-17", LATER + timedelta(days=1))

    assert hours(council) == [TEN + NINE_DAYS]


def test_a_meeting_that_keeps_its_day_and_one_that_had_none_bind_no_session(
    council: Meeting,
) -> None:
    assert rescheduling.SESSIONS not in proposed(council, "2031-04-08", format="hybrid").body
    first = JointAct.objects.filter(kind="meeting.schedule").order_by("pk").first()
    assert first is not None and rescheduling.SESSIONS not in first.body


@pytest.mark.parametrize("what", ["change", "add", "remove"])
def test_keys_are_void_when_a_session_changes_before_the_second(
    council: Meeting, what: str
) -> None:
    act = signing.turn(proposed(council, "2031-04-17"), league(council.forum, LATER), LATER)
    row, by = Session.objects.get(meeting=council), secretariat(council.forum)
    if what == "change":
        plan = sessions.Plan(
            row.kind,
            row.starts,
            row.ends + timedelta(hours=1),
            tuple(row.spoken),
            tuple(row.interpreted),
            row.title,
        )
        seen = sessions.queries.version_of(row)
        sessions.change_session(council, 1, plan=plan, seen=seen, by=by, at=LATER)
    elif what == "add":
        session(council, TEN + timedelta(hours=4), LATER)
    else:
        sessions.remove_session(council, 1, by=by, at=LATER)

    with pytest.raises(Refused):
        acts.turn_key(act, seen=act.digest, by=signing.concert(council.forum, LATER), at=LATER)

    assert JointAct.objects.get(pk=act.pk).state == "void"
    assert TEN + NINE_DAYS not in hours(council)


def test_words_of_a_session_may_change_while_keys_are_open(council: Meeting) -> None:
    act = signing.turn(proposed(council, "2031-04-17"), league(council.forum, LATER), LATER)
    Session.objects.filter(meeting=council).update(title={"en": "Another"}, remote_link="")

    signing.turn(act, signing.concert(council.forum, LATER), LATER)

    assert hours(council) == [TEN + NINE_DAYS]


def test_a_session_changed_in_the_very_moment_of_the_key_is_not_moved(council: Meeting) -> None:
    act = proposed(council, "2031-04-17")
    Session.objects.filter(meeting=council).update(starts=TEN + timedelta(hours=1))

    with pytest.raises(
        Refused, match="has been changed in the meantime: the dates that were signed"
    ):
        rescheduling.take_effect(act, fresh(council))


def test_the_personal_calendar_shows_the_sessions_on_the_new_day(council: Meeting) -> None:
    forum = council.forum
    hat = league(forum)
    account = signing.Account.objects.get(pk=hat.account)
    before = personal_calendar.personal(forum, account, (hat,), LATER).octets
    assert b"20310408T100000" in before

    moved(council, "2031-04-17", LATER)
    queries.forget()

    after = personal_calendar.personal(forum, account, (hat,), LATER + timedelta(hours=1)).octets
    assert b"20310408T100000" not in after and b"20310417T100000" in after


@given(
    hour=st.integers(0, 2 * 366 * 24 * 4),
    minutes=st.integers(15, 24 * 60),
    days=st.integers(-200, 200),
    here=st.sampled_from(["Europe/Helsinki", "America/Santiago", "Pacific/Auckland", "UTC"]),
    there=st.sampled_from(["Europe/Helsinki", "America/Santiago", "Australia/Lord_Howe"]),
)
def test_a_session_that_moves_never_ends_before_it_begins_and_keeps_its_hour(
    hour: int, minutes: int, days: int, here: str, there: str
) -> None:
    begins = datetime(2030, 1, 1, tzinfo=UTC) + hour * timedelta(minutes=15)
    row = Session(starts=begins, ends=begins + timedelta(minutes=minutes))

    found = rescheduling._moved(
        row, timedelta(days=days), rescheduling.ZoneInfo(here), rescheduling.ZoneInfo(there)
    )

    assert found.ends > found.starts
    wanted = begins.astimezone(rescheduling.ZoneInfo(here)).replace(tzinfo=None) + timedelta(
        days=days
    )
    local = found.starts.astimezone(rescheduling.ZoneInfo(there)).replace(tzinfo=None)
    # An hour that the clocks leave out is the one after it.
    assert timedelta(0) <= local - wanted <= timedelta(hours=1)


# The page


@pytest.fixture
def page(at_work: Scene) -> str:
    """The address at which the Council of the scene, on 8 April with a session, is moved."""
    slug = at_work.places["planned"]
    meeting = Meeting.objects.select_related("forum").get(slug=slug)
    signing.both_sign(at_work.forum, signing.schedule(meeting, day("2031-04-08")))
    session(meeting)
    return reverse("meetings:schedule", args=[at_work.forum.slug, slug])


MOVES = {"first": "2031-04-17", "place": "norhaven", "format": "in_person", "reason": REASON}


def test_moving_the_sessions_is_offered_and_shown_before_anything_is_saved(
    at_work: Scene, page: str
) -> None:
    client = at_work.client("secretariat")
    offered = " ".join(client.get(page).content.decode().split())
    assert 'name="with_sessions"' in offered and "checked > Also move the sessions" in offered

    shown = html.unescape(
        client.post(page, {**MOVES, "with_sessions": "1", "preview": "1"}).content.decode()
    )
    assert "Sessions that move with the meeting" in shown and "(The plenary)" in shown
    assert TEN in hours(Meeting.objects.get(slug=at_work.places["planned"]))

    left = " ".join(client.post(page, {**MOVES, "preview": "1"}).content.decode().split())
    assert "Sessions that move with the meeting" not in left
    assert "> Also move the sessions" in left and "checked > Also move the sessions" not in left


def test_what_is_signed_names_every_session_that_moves(at_work: Scene, page: str) -> None:
    answer = at_work.client("secretariat").post(page, {**MOVES, "with_sessions": "1"})
    act = html.unescape(at_work.client("co_presidency").get(answer["Location"]).content.decode())

    assert "Sessions that move with the meeting" in act
    assert "(The plenary): moved from Tue 8 Apr 2031" in act
    assert "to Thu 17 Apr 2031" in act


def test_a_meeting_without_sessions_offers_to_move_none(at_work: Scene) -> None:
    path = reverse("meetings:schedule", args=[at_work.forum.slug, at_work.places["planned"]])

    assert "with_sessions" not in at_work.client("secretariat").get(path).content.decode()

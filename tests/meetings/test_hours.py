"""The hours of a meeting: kept when its day moves, and read by both before they sign.

domain.md C.2 (Schedule) and C.4; architecture law 3: both sign exactly what is agreed.
"""

import html
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.urls import reverse

import signing
from cochair.features.acts.models import JointAct
from cochair.features.calendars import events
from cochair.features.invitations import notice_text
from cochair.features.meetings import actions, facts, hours
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.queries import book
from cochair.features.sessions import opening_hours
from cochair.procedure.presidency import holder
from cochair.web import localize
from matrix import Scene
from world import NOW

TEN_TO_HALF_PAST_FOUR = {"opens": "10:00", "closes": "16:30"}


@pytest.fixture
def council(at_work: Scene) -> Meeting:
    """The Council on 8 April, from ten to half past four at its place."""
    return fixed(at_work, signing.day("2031-04-08"), **TEN_TO_HALF_PAST_FOUR)


def fixed(scene: Scene, day: actions.Day, **said: str) -> Meeting:
    meeting = Meeting.objects.get(slug=scene.places["planned"])
    act = signing.schedule(meeting, replace(day, **said), reason=signing.REASON)
    signing.both_sign(scene.forum, act)
    return Meeting.objects.get(pk=meeting.pk)


def form(scene: Scene) -> dict[str, str]:
    """What the form of the day shows first, as a browser would send it back."""
    address = reverse("meetings:schedule", args=[scene.forum.slug, scene.places["planned"]])
    page = scene.client("secretariat").get(address).content.decode()
    fields = ("first", "last", "opens", "closes")
    tags = {name: re.search(rf'<input[^>]*id="{name}"[^>]*>', page) for name in fields}
    values = {name: re.search(r'value="([^"]*)"', tag[0]) for name, tag in tags.items() if tag}
    return {name: found[1] if found else "" for name, found in values.items()}


def send(scene: Scene, typed: dict[str, str]) -> int:
    address = reverse("meetings:schedule", args=[scene.forum.slug, scene.places["planned"]])
    sent = {"place": "norhaven", "format": "in_person", "reason": signing.REASON, **typed}
    return scene.client("secretariat").post(address, sent).status_code


def told(scene: Scene, name: str, *more: object, language: str = "en") -> str:
    address = reverse(name, args=[scene.forum.slug, *more])
    client = scene.client("co_presidency")
    return html.unescape(client.get(address.replace("/en/", f"/{language}/", 1)).content.decode())


def test_who_changes_only_the_day_keeps_the_hours(at_work: Scene, council: Meeting) -> None:
    shown = form(at_work)
    assert shown == {"first": "2031-04-08", "last": "", **TEN_TO_HALF_PAST_FOUR}

    assert send(at_work, shown | {"first": "2031-04-15"}) == 302

    body = JointAct.objects.filter(kind="meeting.schedule").latest("pk").body
    assert body["first_day"] == body["last_day"] == "2031-04-15"
    assert (body["starts"][11:16], body["ends"][11:16]) == ("10:00", "16:30")


def test_a_meeting_of_two_days_shows_its_last_day_and_whole_days_have_no_hours(
    at_work: Scene,
) -> None:
    fixed(at_work, signing.day("2031-04-08", "2031-04-09"))

    assert form(at_work) == {
        "first": "2031-04-08",
        "last": "2031-04-09",
        "opens": "",
        "closes": "",
    }


def test_both_read_the_hours_that_they_sign(at_work: Scene, council: Meeting) -> None:
    assert send(at_work, form(at_work) | {"first": "2031-04-15", "closes": ""}) == 302
    number = JointAct.objects.latest("pk").number

    page = re.sub(r"<[^>]+>", " ", told(at_work, "acts:act", number)).split()

    words = " ".join(page)
    assert "Opening time (local) 10:00" in words
    assert "Closing time (local) not fixed" in words


def test_the_days_of_a_meeting_are_told_with_their_hours(at_work: Scene, council: Meeting) -> None:
    fixed(at_work, signing.day("2031-04-15"))

    page = told(at_work, "meetings:sessions", council.slug)

    assert "<h3>8 Apr 2031, 10:00–16:30</h3>" in page
    assert "<h3>15 Apr 2031</h3>" in page


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [("09:30", "", "from 09:30"), ("", "18:00", "until 18:00"), ("", "", "")],
)
def test_an_hour_that_was_not_fixed_is_not_told(opens: str, closes: str, said: str) -> None:
    day = replace(signing.day("2031-04-08"), opens=opens, closes=closes)
    starts, ends = actions.instants_of(day, "Europe/Vienna")

    found = hours.said(starts, ends, "Europe/Vienna")

    assert hours.in_words(found, "Europe/Vienna", "en") == said
    assert hours.said(NOW, None, "UTC") == (NOW, None)


@pytest.mark.parametrize("said", [{}, {"opens": "10:00"}, TEN_TO_HALF_PAST_FOUR])
def test_no_page_letter_or_calendar_tells_an_hour_that_nobody_fixed(
    at_work: Scene, said: dict[str, str]
) -> None:
    meeting = fixed(at_work, signing.day("2031-04-08"), **said)
    latest = meeting.schedules.last()
    assert latest is not None
    refused = opening_hours.too_early(meeting, NOW)
    pages = (
        told(at_work, "desk:stand"),
        told(at_work, "desk:meeting", meeting.slug),
        notice_text.draft(meeting, NOW)["en"],
        notice_text.in_short(meeting, latest)["en"],
        localize.say(refused, zone=latest.zone) if refused else "",
    )

    for page in pages:
        words = re.sub(r"<[^>]+>", " ", page)
        assert "00:00" not in words
        assert "2031" in words
        assert ("10:00" in words) == bool(said)

    [event] = (
        event
        for fact in facts.meetings(at_work.forum)
        if fact.id == meeting.slug
        and (event := events.of_meeting(events.Of(at_work.forum, book(at_work.forum, NOW)), fact))
    )
    assert isinstance(event.starts, datetime) == bool(said)


def test_a_notice_of_a_day_without_hours_says_that_the_time_is_not_fixed(at_work: Scene) -> None:
    meeting = fixed(at_work, signing.day("2031-04-08"))
    said = notice_text.draft(meeting, NOW)["en"]
    assert "Date: Tuesday 8 April 2031. The time is not fixed yet." in said

    meeting = fixed(at_work, signing.day("2031-04-08"), **TEN_TO_HALF_PAST_FOUR)
    said = notice_text.draft(meeting, NOW)["en"]
    assert "Date and time: Tuesday 8 April 2031, 10:00 to 16:30" in said
    assert "not fixed" not in said


def test_a_notice_names_who_convenes_and_who_presides_on_the_day_where_that_is_another(
    at_work: Scene,
) -> None:
    """Seen on the real forum: Ireland convened a meeting of November 2027, and the page said Greece."""
    roster = parties.roster(at_work.forum)
    now = holder(roster.terms, "LEAGUE", NOW).holder
    same = notice_text.draft(fixed(at_work, signing.day("2031-04-08")), NOW)["en"]
    later = fixed(at_work, signing.day("2031-09-08"))
    then = holder(roster.terms, "LEAGUE", datetime(2031, 9, 8, tzinfo=UTC)).holder
    said = notice_text.draft(later, NOW)["en"]

    assert now is not None and then is not None and now != then
    convened = next(line for line in said.splitlines() if line.startswith("Convened by"))
    assert roster.names()[now]["en"] in convened
    assert f"on the first day of the meeting: {roster.names()[then]['en']}" in said
    assert "on the first day of the meeting" not in same

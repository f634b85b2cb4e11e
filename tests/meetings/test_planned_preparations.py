"""Preparatory meetings that are planned, told to both, changed, cancelled and held (C.5, N03, N04).

Calendars are read with `icalendar`'s own reader; RFC 5546, 2.1.4 on versions.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter
from cochair.features.meetings.models import Meeting, Preparation
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.preparations import actions, queries
from cochair.features.preparations.actions import Held, Planned
from cochair.formats.icalendar import invitation
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from cochair.web.clock import clock
from matrix import Scene
from signing import COUNCIL, concert, league, secretariat, stepped
from world import NOW

HOUR = datetime(2031, 2, 20, 14, tzinfo=UTC)
OPENS = datetime(2031, 4, 8, 7, tzinfo=UTC)
WHY = "One of the ministers is called home."
LINK = "https://rooms.example.org/council"


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council with its day; a presidency of each Party, and a delegation that is not told."""
    league(small_forum)
    concert(small_forum)
    people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    return signing.fixed(small_forum)


def when(starts: datetime = HOUR, **changed: object) -> Planned:
    said = {"zone": "Europe/Oslo", "minutes": 90, "format": "virtual", "link": LINK} | changed
    return Planned(starts, **said)  # type: ignore[arg-type]


def planned(meeting: Meeting, planned: Planned | None = None, at: datetime = NOW) -> Preparation:
    by = secretariat(meeting.forum)
    return actions.plan_preparation(meeting, planned=planned or when(), by=by, at=at)


def told(verb: str) -> list[Letter]:
    entry = Entry.objects.filter(verb=verb).latest("seq")
    return list(notifications.of_entry(entry, NOW))


def held(at: datetime = HOUR, **changed: object) -> Held:
    said = {
        "format": "virtual",
        "present": ("LEAGUE", "CONCERT"),
        "topics": ("working_agenda",),
        "note": "Both went through the items one by one.",
    } | changed
    return Held(at, **said)  # type: ignore[arg-type]


def test_both_co_presidencies_are_told_of_a_planned_one_with_its_calendar_part(
    council: Meeting,
) -> None:
    row = planned(council)

    letters = told("preparation.planned")

    assert sorted(one.to.party for one in letters) == ["CONCERT", "LEAGUE"]
    for one in letters:
        assert one.calendar is not None
        event = one.calendar.event
        assert (event.starts, event.ends) == (HOUR, HOUR + timedelta(minutes=90))
        assert (event.sequence, one.calendar.method) == (0, "REQUEST")
        assert LINK not in str(one)
    assert {one.calendar.event.uid for one in letters if one.calendar} == {
        f"{COUNCIL}-preparation-{row.pk}@league-concert.cochair"
    }


def test_a_planned_one_stands_on_the_board_for_the_chairs_and_not_for_a_delegation(
    council: Meeting,
) -> None:
    address = reverse("desk:cycle", args=[council.forum.slug, council.cycle.number])
    delegation = Account.objects.get(email="delegation_head-league-xn@example.org")
    row = planned(council)

    def states(account: Account, at: datetime = NOW) -> list[str]:
        with clock.at(at):
            rows = people.signed_in(account).get(address).context["rows"]
        return [one.state for one in rows if one.what == "Preparatory meeting of the co-chairs"]

    chair = people.person(council.forum, Role.SECRETARIAT, "CONCERT")
    assert (states(chair), states(delegation)) == (["to come"], [])
    assert states(chair, HOUR + timedelta(days=1)) == ["date passed"]
    actions.hold_preparation(
        row, held=held(), by=secretariat(council.forum), at=HOUR + timedelta(days=1)
    )
    for account in (chair, delegation):
        assert states(account, HOUR + timedelta(days=2)) == ["done"]


def test_a_change_is_an_update_and_a_cancellation_cancels_in_the_same_calendars(
    council: Meeting,
) -> None:
    row = planned(council)
    by = secretariat(council.forum)
    later = HOUR + timedelta(days=1)

    actions.change_preparation(row, planned=when(later), by=by, at=NOW)
    changed = told("preparation.changed")
    actions.cancel_preparation(row, reason=WHY, by=by, at=NOW)
    cancelled = told("preparation.cancelled")

    (update,), (off,) = (
        [one for one in found if one.to.party == "LEAGUE"] for found in (changed, cancelled)
    )
    assert update.calendar is not None
    assert off.calendar is not None
    assert (update.calendar.event.sequence, update.calendar.event.starts) == (1, later)
    assert (off.calendar.event.sequence, off.calendar.method) == (2, "CANCEL")
    assert off.calendar.event.uid == update.calendar.event.uid
    octets = invitation(off.calendar.event, method="CANCEL", stamp=NOW)
    (event,) = Calendar.from_ical(octets).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"


def test_what_stays_the_same_is_not_told_and_the_same_hour_is_one(council: Meeting) -> None:
    row = planned(council)

    assert planned(council) == row
    actions.change_preparation(row, planned=when(), by=league(council.forum), at=NOW)

    assert signing.verbs(council.forum).count("preparation.planned") == 1
    assert "preparation.changed" not in signing.verbs(council.forum)


def test_a_planned_one_counts_for_no_clause_until_it_was_held(council: Meeting) -> None:
    """II.*.meetings.b: what is planned covers nothing."""
    row = planned(council)
    later = OPENS + timedelta(hours=1)
    assert queries.preparations(council) == ()

    actions.hold_preparation(row, held=held(), by=league(council.forum), at=HOUR)

    assert queries.planned(council) == ()
    stepped(council, "meeting.open", OPENS)
    assert signing.result(council.forum, "B.5", COUNCIL, later).outcome is Outcome.MET


def test_a_deputy_counts_and_stands_only_for_a_party_that_was_there(council: Meeting) -> None:
    row = planned(council)
    with pytest.raises(Refused) as refused:
        actions.hold_preparation(
            row,
            held=held(present=("LEAGUE",), deputies=("CONCERT",)),
            by=league(council.forum),
            at=HOUR,
        )
    assert "A deputy may act only for a Party that was present." in str(refused.value)

    actions.hold_preparation(
        row, held=held(deputies=("CONCERT",)), by=league(council.forum), at=HOUR
    )

    row.refresh_from_db()
    assert (row.deputies, row.parties_present) == (["CONCERT"], ["CONCERT", "LEAGUE"])
    stepped(council, "meeting.open", OPENS)
    later = OPENS + timedelta(hours=1)
    assert signing.result(council.forum, "B.5", COUNCIL, later).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            when(NOW - timedelta(hours=1)),
            "This time has passed. Record the preparatory meeting as held instead.",
        ),
        (when(minutes=1), "minutes"),
        (when(format="telepathy"), "in person"),
        (when(link="http://rooms.example.org/"), "https://"),
        (when(link="javascript:alert(1)"), "https://"),
        (when(format="in_person"), "virtual or hybrid"),
    ],
)
def test_a_plan_that_makes_no_sense_is_not_kept(
    council: Meeting, wrong: Planned, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        planned(council, wrong)

    assert said in str(refused.value)
    assert not Preparation.objects.exists()


def test_what_was_held_or_cancelled_is_neither_changed_nor_held_again(council: Meeting) -> None:
    by = league(council.forum)
    first, second = planned(council), planned(council, when(HOUR + timedelta(days=2)))
    actions.hold_preparation(first, held=held(), by=by, at=HOUR)
    actions.cancel_preparation(second, reason=WHY, by=by, at=NOW)

    for row in (first, second):
        for step in (
            lambda row=row: actions.change_preparation(row, planned=when(), by=by, at=NOW),
            lambda row=row: actions.cancel_preparation(row, reason=WHY, by=by, at=NOW),
            lambda row=row: actions.hold_preparation(row, held=held(), by=by, at=HOUR),
        ):
            with pytest.raises(Refused):
                step()


def test_a_cancellation_needs_a_reason_and_an_opened_meeting_no_more_plans(
    council: Meeting,
) -> None:
    row = planned(council)
    with pytest.raises(Refused):
        actions.cancel_preparation(row, reason="No.", by=league(council.forum), at=NOW)

    stepped(council, "meeting.open", OPENS)

    with pytest.raises(Refused) as refused:
        planned(council, when(OPENS + timedelta(days=1)), OPENS)
    assert "The meeting has opened or will not take place, so it can no longer be prepared." in str(
        refused.value
    )


def page(scene: Scene, who: str, name: str, *more: object) -> str:
    address = reverse(f"meetings:{name}", args=[scene.forum.slug, COUNCIL, *more])
    return scene.client(who).get(address).content.decode()


def test_the_page_shows_the_link_to_those_who_meet_and_to_nobody_else(at_work: Scene) -> None:
    planned(Meeting.objects.select_related("forum").get(slug=COUNCIL))

    assert LINK in page(at_work, "co_presidency", "preparations")
    assert LINK not in page(at_work, "delegation", "preparations")
    assert "Planned preparatory meetings" in page(at_work, "co_presidency", "dates")
    assert "Planned preparatory meetings" not in page(at_work, "delegation", "dates")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Plan the meeting"), ("es", "Planificar la reunión"), ("pt", "Planear a reunião")],
)
def test_the_button_says_what_is_done_in_every_language(
    at_work: Scene, language: str, words: str
) -> None:
    with override(language):
        shown = page(at_work, "secretariat", "plan_preparation")

    (button,) = re.findall(r'<button class="btn main" type="submit">([^<]*)</button>', shown)
    assert button.strip() == words


def test_it_is_planned_changed_held_and_cancelled_on_its_pages(at_work: Scene) -> None:
    client, slug = at_work.client("secretariat"), at_work.forum.slug

    def send(name: str, *more: object, **typed: object) -> int:
        address = reverse(f"meetings:{name}", args=[slug, COUNCIL, *more])
        assert client.get(address).status_code == (405 if name == "cancel_preparation" else 200)
        return client.post(address, typed).status_code

    typed = {"day": "2031-02-20", "hour": "15:00", "zone": "Europe/Oslo", "minutes": 60}
    assert send("plan_preparation", **typed, format="virtual", link="ftp://x") == 422
    assert send("plan_preparation", **typed, format="virtual", link=LINK) == 302
    row = Preparation.objects.filter(meeting__slug=COUNCIL, held_at=None).latest("pk")
    assert row.planned_for == HOUR

    assert send("change_preparation", row.pk, **(typed | {"minutes": 30}), format="virtual") == 302
    row.refresh_from_db()
    assert (row.minutes, row.changes) == (30, 1)
    assert send("hold_preparation", row.pk, day="2031-02-02", format="virtual") == 422
    happened = {"present": ["LEAGUE"], "topics": ["consensus"], "format": "virtual"}
    assert send("hold_preparation", row.pk, day="2031-02-02", **happened, note="Done.") == 422
    happened["note"] = "The two open paragraphs were discussed."
    assert send("hold_preparation", row.pk, day="2031-02-02", **happened) == 302
    row.refresh_from_db()
    assert row.held_at is not None
    assert send("cancel_preparation", row.pk, reason=WHY) == 422

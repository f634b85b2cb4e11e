"""What was attested is told as of before Cochair wherever somebody could take it for what was done here."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

import people
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Commitment, Instrument
from cochair.features.compliance import queries as results
from cochair.features.meeting_records import draft_content
from cochair.features.meetings import queries as meetings
from cochair.features.meetings.models import CoChair, Schedule
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.records.models import ActionPoint
from cochair.features.takeup.lines import Answer
from cochair.features.takeup.owed import COMMITMENT, Owed
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from taking_up import (
    COUNCIL_1,
    EXPERTS_1,
    POINT_OF_EXPERTS,
    TEXT,
    attested,
    confirmed,
    held,
    not_held,
    offered,
    owes,
    prepared,
    row,
    sent,
)
from world import NOW


def test_nothing_is_late_because_it_was_attested_later(small_forum: Forum) -> None:
    """The day of the signatures is not the day on which place and form were settled."""
    attested(
        small_forum,
        league_concert_experts_1=held(small_forum),
        league_concert_council_1=held(small_forum, COUNCIL_1, "2030-03-14", "2030-03-15"),
    )
    results.forget()

    late = [one.rule for one in results.results(small_forum, NOW) if one.late_days]

    assert late == []


def test_a_record_of_it_invents_no_hours_and_says_that_it_was_before(small_forum: Forum) -> None:
    attested(small_forum, league_concert_experts_1=held(small_forum))
    meeting = meetings.meeting(small_forum, EXPERTS_1)
    assert meeting is not None

    pieces = draft_content.drafted(meeting, NOW)

    words = {one.key: one.words["en"] for one in pieces if one.words}
    told = " ".join(words.values())
    assert "before Cochair" in words["heading-hours"]
    assert not re.search(r"\d\d:\d\d", told) and "opened" not in told
    assert "observers-none" not in words and "departures-none" not in words, "nobody knows"


def test_the_page_of_its_record_shows_no_hours(small_forum: Forum) -> None:
    attested(small_forum, league_concert_experts_1=held(small_forum))
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))

    with clock.at(NOW):
        page = client.get(reverse("records:record", args=[small_forum.slug, EXPERTS_1])).text

    assert "00:00" not in page


def test_nobody_undoes_that_a_co_chair_sat(small_forum: Forum) -> None:
    typed = held(small_forum)
    chairs = {"LEAGUE": "XB", "CONCERT": "XP"}
    typed = replace(typed, said=replace(typed.said, chairs=chairs))
    attested(small_forum, league_concert_experts_1=typed)
    chair = CoChair.objects.filter(meeting__slug=EXPERTS_1, certainty="attested").first()
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))

    with clock.at(NOW):
        page = client.get(reverse("meetings:check-in", args=[small_forum.slug, EXPERTS_1])).text

    assert chair is not None and 'value="undo"' not in page and "00:00" not in page


def test_the_key_enter_saves_and_does_not_confirm_what_sources_say(small_forum: Forum) -> None:
    """A browser takes the first button of a form where somebody presses Enter in a field."""
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))

    with clock.at(NOW):
        page = client.get(reverse("takeup:take-up", args=[small_forum.slug])).text

    form = page.split('<form class="stack"', 1)[1]
    first = re.search(r"<button[^>]*>", form)
    assert first is not None and "name=" not in first[0]


def test_whoever_prepares_comes_from_the_act_to_the_list(small_forum: Forum) -> None:
    """The other secretariat is not asked at Home while it waits, and reads a fault here first."""
    act = sent(prepared(small_forum, league_concert_experts_1=held(small_forum)))
    where = reverse("takeup:take-up", args=[small_forum.slug])
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))

    with clock.at(NOW):
        page = client.get(reverse("acts:act", args=[small_forum.slug, act.number])).text

    assert f'href="{where}"' in page


def test_what_is_to_be_done_is_attested_once(small_forum: Forum) -> None:
    point = owes(POINT_OF_EXPERTS)
    attested(small_forum, league_concert_experts_1=held(small_forum), owed_1=point)

    with pytest.raises(Refused, match="is noted already"):
        prepared(small_forum, owed_1=point)

    assert ActionPoint.objects.count() == 1


def test_the_same_thing_twice_in_one_list_is_refused(small_forum: Forum) -> None:
    point = owes(POINT_OF_EXPERTS)

    with pytest.raises(Refused, match="is noted already"):
        prepared(
            small_forum, league_concert_experts_1=held(small_forum), owed_1=point, owed_2=point
        )


def test_a_meeting_that_left_something_to_be_done_is_not_said_to_have_failed(
    small_forum: Forum,
) -> None:
    lines = {"league_concert_experts_1": held(small_forum), "owed_1": owes(POINT_OF_EXPERTS)}
    attested(small_forum, **lines)

    with pytest.raises(Refused, match="left something to be done"):
        prepared(small_forum, league_concert_experts_1=not_held(small_forum))

    assert row(EXPERTS_1).opened_at is not None


def test_a_text_in_which_a_commitment_stands_is_not_taken_away(small_forum: Forum) -> None:
    good = confirmed(small_forum)
    with_text = replace(good, answer=Answer.CORRECTED, said=replace(good.said, texts=(TEXT,)))
    promise = owes(Owed(COMMITMENT, COUNCIL_1, "Share lists of ships", "en", "LEAGUE"))
    attested(small_forum, league_concert_council_1=with_text, owed_1=promise)

    with pytest.raises(Refused, match="left something to be done"):
        prepared(small_forum, league_concert_council_1=not_held(small_forum, COUNCIL_1))

    assert Commitment.objects.filter(confidence="attested").count() == 1
    assert JointAct.objects.count() == 1


def test_a_text_of_a_meeting_that_did_not_take_place_is_attested_no_longer(
    small_forum: Forum,
) -> None:
    """What sources said of it stands again: its commitments stay, and nothing says that both adopted it."""
    before = Instrument.objects.values().get(meeting_slug=COUNCIL_1)
    attested(small_forum, league_concert_council_1=confirmed(small_forum))
    assert Instrument.objects.get(meeting_slug=COUNCIL_1).attestation is not None

    attested(small_forum, league_concert_council_1=not_held(small_forum, COUNCIL_1))

    after = Instrument.objects.values().get(meeting_slug=COUNCIL_1)
    assert after["attestation_id"] is None and after["confidence"] == before["confidence"]
    assert (after["title"], after["symbol"]) == (before["title"], before["symbol"])


def test_the_public_calendar_says_what_was_attested_and_what_is_only_announced(
    small_forum: Forum,
) -> None:
    where = reverse("public:feed", args=[small_forum.slug])
    Schedule.objects.filter(meeting__slug=EXPERTS_1).update(precision="day")
    attested(
        small_forum,
        league_concert_council_1=held(small_forum, COUNCIL_1, "2030-03-14", "2030-03-15"),
    )

    with clock.at(NOW):
        said = Client().get(where).text.replace("\r\n ", "")

    of = {one.split("UID:")[1].split("\r\n")[0]: one for one in said.split("BEGIN:VEVENT")[1:]}
    council = next(one for name, one in of.items() if COUNCIL_1 in name)
    experts = next(one for name, one in of.items() if EXPERTS_1 in name)
    assert "Held before Cochair" in council and "STATUS:CONFIRMED" in council
    assert "none says that it was held" in experts and "STATUS:TENTATIVE" in experts


def test_what_says_that_it_was_held_is_no_source_for_its_not_taking_place(
    small_forum: Forum,
) -> None:
    """The page offers that source for what it says; whoever answers the contrary names another."""
    gone = replace(not_held(small_forum, COUNCIL_1), source="gazette of Sudria")

    with pytest.raises(Refused, match="says that it was held"):
        prepared(small_forum, league_concert_council_1=gone)

    both = replace(gone, source="gazette of Sudria; Note of the host, 3/30")
    prepared(small_forum, league_concert_council_1=both)


def test_no_page_shows_an_outcome_of_a_meeting_that_did_not_take_place(
    small_forum: Forum,
) -> None:
    """Nor does the public page say that it was cancelled: nobody cancelled it."""
    text, gone = "First joint statement", "did not take place, as both Parties attest"
    desk = reverse("desk:meeting", args=[small_forum.slug, COUNCIL_1])
    names = ("home", "calendar", "register")
    public = [reverse(f"public:{one}", args=[small_forum.slug]) for one in names]
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    with clock.at(NOW):
        assert text in client.get(desk).text
        assert all(text in Client().get(one).text for one in public)

    attested(small_forum, league_concert_council_1=not_held(small_forum, COUNCIL_1))

    with clock.at(NOW):
        assert text not in client.get(desk).text
        pages = [Client().get(one).text for one in public]
        feed = Client().get(reverse("public:feed", args=[small_forum.slug])).text
    assert all(text not in page for page in pages)
    assert any(gone in page for page in pages) and not any("cancelled" in page for page in pages)
    feed = feed.replace("\r\n ", "")
    assert "It did not take place" in feed and "has been cancelled" not in feed
    # Whoever answers otherwise after all finds again what sources named.
    assert offered(small_forum, COUNCIL_1).told.texts

"""A meeting that is added by hand on the days of a known one is noticed before both attest it twice."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

import people
import taking_up
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.takeup.actions import Typed
from cochair.features.takeup.acts import ATTESTATION
from cochair.features.takeup.lines import Said
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from signing import reader
from taking_up import COUNCIL_1, FILE, added, attested, held, prepared, row
from world import NOW


def council(forum: Forum, *, other: bool = False) -> Typed:
    """Entered by hand, on days on which sources know the first Council."""
    one = added(first_day(forum), kind="meeting")
    assert isinstance(one.said, Said)
    return replace(one, said=replace(one.said, configuration="council", other=other))


def first_day(forum: Forum) -> str:
    """The first day of the first Council, as sources know it."""
    first = taking_up.offered(forum, COUNCIL_1).told.first
    assert first is not None
    return first.isoformat()


def test_a_meeting_that_is_known_on_these_days_is_not_added_once_more(small_forum: Forum) -> None:
    with pytest.raises(Refused, match="may have been on these days"):
        prepared(small_forum, extra_1=council(small_forum))

    assert Meeting.objects.filter(configuration="council").count() == 1


def test_both_may_say_that_it_is_another_meeting_and_the_act_says_so(small_forum: Forum) -> None:
    act = attested(small_forum, extra_1=council(small_forum, other=True))

    told = [
        one
        for _label, lines in ATTESTATION.lines(act, reader(small_forum))
        for one in lines  # type: ignore[attr-defined]
    ]
    assert any("another meeting than" in getattr(one, "message", "") for one in told)
    assert Meeting.objects.filter(configuration="council").count() == 2
    assert row(COUNCIL_1).attested_at is None


def test_two_lines_of_one_list_on_the_same_days_are_noticed_and_other_days_or_types_are_not(
    small_forum: Forum,
) -> None:
    prepared(small_forum, extra_1=added("2030-12-05", kind="meeting"))
    with pytest.raises(Refused, match="may have been on these days"):
        prepared(small_forum, extra_2=added("2030-12-05", kind="meeting"))

    prepared(small_forum, extra_2=added("2030-12-06", kind="meeting"))
    prepared(small_forum, extra_3=added("2030-12-05"))


def test_a_line_of_a_known_meeting_notices_one_that_was_added_before(small_forum: Forum) -> None:
    """The day is entered in the line only afterwards: the list is not sent with both."""
    take_up = prepared(small_forum, extra_1=added("2030-12-05", kind="meeting"))
    later = held(small_forum, first="2030-12-04", last="2030-12-05")
    prepared(small_forum, league_concert_experts_1=later)

    with pytest.raises(Refused, match="may have been on these days"):
        taking_up.sent(take_up)


def test_the_page_asks_it_and_keeps_what_was_typed(small_forum: Forum) -> None:
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    where = reverse("takeup:take-up", args=[small_forum.slug])
    typed = {
        "extra-1-answer": "corrected",
        "extra-1-configuration": "council",
        "extra-1-kind": "meeting",
        "extra-1-first": first_day(small_forum),
        "extra-1-source": FILE,
    }

    with clock.at(NOW):
        refused = client.post(where, typed)
        saved = client.post(where, {**typed, "extra-1-other": "on"})

    assert refused.status_code == 422 and 'name="extra-1-other"' in refused.text
    assert saved.status_code == 302


def test_the_source_that_is_confirmed_is_seen_before_any_part_is_opened(small_forum: Forum) -> None:
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))

    with clock.at(NOW):
        page = client.get(reverse("takeup:take-up", args=[small_forum.slug])).text

    outside = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    assert f'name="{COUNCIL_1}-source"' in outside

"""A virtual meeting needs no place: no page says that its place is open; that of another is."""

import html
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.kinds import kind_of
from cochair.features.meetings import actions
from cochair.features.meetings.models import JointNote, Meeting
from cochair.features.meetings.models.meeting import PUBLISHED
from cochair.features.parties.models import Forum
from cochair.web.clock import clock
from cochair.web.localize import say
from world import NOW

DAY = signing.day("2031-04-08", place="", format="virtual")
OPEN = "place not established", "to be fixed", "place not fixed"
PAGES = (
    ("desk:home", ()),
    ("desk:cycle", (2,)),
    ("desk:meetings", ()),
    ("desk:meeting", (signing.COUNCIL,)),
    ("public:home", ()),
    ("public:calendar", ()),
)


def page(forum: Forum, client: Client, name: str, args: tuple[object, ...]) -> str:
    """A page as text, without its tables of other meetings."""
    with clock.at(NOW):
        answer = client.get(reverse(name, args=[forum.slug, *args]))
    assert answer.status_code == 200, name
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def council(forum: Forum, when: actions.Day) -> Meeting:
    """The Council with that day, public."""
    meeting = signing.fixed(forum, when)
    act = meeting.schedules.last().act
    JointNote.objects.create(meeting=meeting, kind=PUBLISHED, text={}, at=NOW, act=act)
    return meeting


def reader(forum: Forum) -> Client:
    """The presidency of the League."""
    signing.league(forum)
    return people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_every_page_says_once_that_it_is_virtual(
    small_forum: Forum, name: str, args: tuple[object, ...]
) -> None:
    council(small_forum, DAY)

    said = page(small_forum, reader(small_forum), name, args)

    assert "virtual" in said
    assert not re.search(r"virtual\W+virtual", said)
    assert [words for words in OPEN if words in said] == []


def test_a_meeting_in_person_without_a_place_has_its_place_still_to_be_fixed(
    small_forum: Forum,
) -> None:
    council(small_forum, replace(DAY, format="in_person"))
    client = reader(small_forum)

    assert "Place to be fixed in person" in page(small_forum, client, *PAGES[3])
    assert "place not established" in page(small_forum, client, *PAGES[1])


def test_the_list_of_the_public_says_the_form_beside_the_place(small_forum: Forum) -> None:
    council(small_forum, signing.day("2031-04-08", format="hybrid"))

    assert "Norhaven, hybrid" in page(small_forum, Client(), *PAGES[5])


def test_neither_the_act_on_its_day_nor_that_on_the_plan_leaves_a_place_open(
    small_forum: Forum,
) -> None:
    meeting = signing.planned(small_forum)
    day = kind_of(act := signing.schedule(meeting, DAY)).describe(act, signing.reader(small_forum))
    slots = {
        "council": {"place": "", "precision": "day", "start": "2032-03-10", "format": "virtual"},
        "experts": {"place": "", "precision": "semester", "virtual": True},
    }
    plan = actions.propose_plan(
        small_forum, made_in=2, slots=slots, by=signing.league(small_forum), at=NOW
    )
    told = [say(one) for _title, one in kind_of(plan).describe(plan, signing.reader(small_forum))]

    assert "Place" not in [label for label, _said in day]
    assert "virtual" in [said for _label, said in day]
    assert told == [
        "virtual, 10 Mar 2032: confirmed by this act",
        "virtual, semester only, provisional",
    ]

"""Two secretariats write in one list at once: nothing that either typed is lost, and each is told what is so."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

import people
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.takeup.models import Line
from cochair.web.clock import clock
from taking_up import COUNCIL_1, EXPERTS_1, FILE, POINT_OF_EXPERTS
from world import NOW

PAGE = reverse("takeup:take-up", args=["league-concert"])
HELD = {"first": "2030-10-09", "last": "2030-10-10", "place": "norhaven", "format": "in_person"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock of the small world."""
    with clock.at(NOW):
        yield


@pytest.fixture
def league(small_forum: Forum) -> Client:
    """One secretariat."""
    return people.signed_in(people.person(small_forum, Role.SECRETARIAT, "LEAGUE"))


@pytest.fixture
def concert(small_forum: Forum) -> Client:
    """The other."""
    return people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))


def form(client: Client) -> dict[str, str]:
    """What the page posts where nobody touches a field."""
    return fields(client.get(PAGE).text)


def fields(page: str) -> dict[str, str]:
    """What a page posts, as a browser reads its form."""
    whole = page.partition('<form class="stack"')[2].partition("</form>")[0]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", whole):
        told = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        kind = told.get("type", "text")
        if kind in ("radio", "checkbox") and not re.search(r"\bchecked\b", tag):
            continue
        if "name" in told and told["name"] != "csrfmiddlewaretoken":
            found[told["name"]] = told.get("value", "on" if kind == "checkbox" else "")
    for name, options in re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', whole, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        first = re.search(r'value="([^"]*)"', options)
        found[name] = chosen[1] if chosen else first[1] if first else ""
    for tag, words in re.findall(r"<textarea([^>]*)>(.*?)</textarea>", whole, re.S):
        name = re.search(r'name="([^"]+)"', tag)
        assert name
        found[name[1]] = words
    return found


def of(name: str, **typed: str) -> dict[str, str]:
    """Some fields of one line."""
    return {f"{name}-{key}": value for key, value in typed.items()}


def held(name: str, **more: str) -> dict[str, str]:
    """That a meeting was held on days that were typed."""
    return of(name, answer="corrected", source=FILE, **{**HELD, **more})


def at_once(first: Client, changed: dict[str, str]) -> None:
    """What another saves meanwhile, an hour later, as its page shows it."""
    with clock.at(NOW + timedelta(minutes=1)):
        assert first.post(PAGE, {**form(first), **changed}).status_code == 302


def test_a_line_that_nobody_touched_is_no_clash(
    small_forum: Forum, league: Client, concert: Client
) -> None:
    mine = {**form(concert), **of(COUNCIL_1, answer="confirmed")}
    at_once(league, held(EXPERTS_1))

    assert concert.post(PAGE, mine).status_code == 302
    assert {row.name: row.answer for row in Line.objects.all()} == {
        COUNCIL_1: "confirmed",
        EXPERTS_1: "corrected",
    }
    # The same once the line stands and was shown so.
    mine = {**form(concert), **of(COUNCIL_1, answer="open")}
    at_once(league, held(EXPERTS_1, first="2030-10-08"))
    assert concert.post(PAGE, mine).status_code == 302
    assert Line.objects.get(name=EXPERTS_1).body["first"] == "2030-10-08"
    assert Line.objects.get(name=COUNCIL_1).answer == "open"


def test_the_page_of_a_clash_names_the_line_who_changed_it_and_what_differs_and_keeps_the_rest(
    small_forum: Forum, league: Client, concert: Client
) -> None:
    mine = {
        **form(concert),
        **held(EXPERTS_1, first="2030-10-16", last="2030-10-17"),
        **of(COUNCIL_1, answer="confirmed", source="minutes that only I have"),
    }
    at_once(league, held(EXPERTS_1))

    answer = concert.post(PAGE, mine)

    page = " ".join(answer.text.split())
    assert answer.status_code == 409
    top = page.partition('role="alert"')[2].partition("</ul>")[0]
    assert f'href="#{EXPERTS_1}"' in top and "Meeting of experts I" in top and "League" in top
    there = page.partition(f'id="{EXPERTS_1}-clash"')[2].partition("</dl>")[0]
    assert "<dt>First day</dt> <dd>Stands now: 9 October 2030</dd>" in there
    assert "<dd>You entered: 16 October 2030</dd>" in there
    assert "Place" not in there, "both say the same"
    assert f'id="{COUNCIL_1}-clash"' not in page
    assert not Line.objects.filter(name=COUNCIL_1).exists()

    again = fields(answer.text)
    assert again[f"{EXPERTS_1}-first"] == "2030-10-16"
    assert again[f"{COUNCIL_1}-source"] == "minutes that only I have"
    kept = {**again, f"{EXPERTS_1}-keep": "on"}
    assert concert.post(PAGE, kept).status_code == 302
    assert Line.objects.get(name=COUNCIL_1).source == "minutes that only I have"
    assert Line.objects.get(name=EXPERTS_1).body["first"] == "2030-10-09"


def test_whoever_saves_again_puts_what_was_typed_in_place_of_what_was_shown(
    small_forum: Forum, league: Client, concert: Client
) -> None:
    mine = {**form(concert), **held(EXPERTS_1, first="2030-10-10")}
    at_once(league, held(EXPERTS_1))
    shown = concert.post(PAGE, mine)

    assert concert.post(PAGE, fields(shown.text)).status_code == 302
    assert Line.objects.get().body["first"] == "2030-10-10"


def test_two_that_each_add_one_add_two(small_forum: Forum, league: Client, concert: Client) -> None:
    at_once(league, held(EXPERTS_1))

    def added(words: str) -> dict[str, str]:
        said = {**POINT_OF_EXPERTS.body(), "text": words, "source": FILE}
        return of("owed-1", **{key: str(said[key]) for key in said if key != "language"})

    contact = {"configuration": "experts", "kind": "contact"}
    mine = {**form(concert), **added("Mine")}
    mine |= held("extra-1", first="2030-11-20", last="", **contact)
    at_once(league, {**added("Theirs"), **held("extra-1", first="2030-11-25", last="", **contact)})

    assert concert.post(PAGE, mine).status_code == 302
    said = Line.objects.exclude(name=EXPERTS_1).order_by("name")
    assert [row.body.get("text") or row.body["first"] for row in said] == [
        "2030-11-25",
        "2030-11-20",
        "Theirs",
        "Mine",
    ]


def test_what_is_not_sent_is_not_saved_and_can_be_corrected(
    small_forum: Forum, league: Client, concert: Client
) -> None:
    """It was saved, and the page said that nothing was; what was corrected then met itself."""
    at_once(league, held(EXPERTS_1))
    Line.objects.update(source="")
    mine = {**form(concert), **of(COUNCIL_1, answer="confirmed"), "send": "1"}

    answer = concert.post(PAGE, mine)

    assert answer.status_code == 422 and Line.objects.count() == 1
    good = {**fields(answer.text), **of(EXPERTS_1, source=FILE), "send": "1"}
    assert concert.post(PAGE, good).status_code == 302

"""The number of the reader's turns beside Home: on every page, in both bars, and always that of home."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.parties.models import Forum
from cochair.web.clock import clock
from matrix import Scene, table
from world import NOW

BARS = ('<nav class="nav"', '<nav class="thumb"')
SEEN = re.compile(r'<span class="n" aria-hidden="true">(\d+)</span>')
HEARD = re.compile(r'<span class="vh">Your turn \((\d+)\)</span>')
# What asks for the number where nobody has counted since the last entry.
LATER = "data-turns="
# Those whose pages are walked: who signs, who prepares, who comes, and who only reads.
WALKED = ("co_presidency", "secretariat", "delegation", "auditor")


def on_home(page: str) -> int:
    """How many turns the heading of home counts."""
    heading = html.unescape(page).split("<h1>", 1)[1].split("</h1>", 1)[0]
    number = re.search(r'<span class="n">(\d+)</span>', heading)
    assert ("Nothing waits for you" in heading) == (number is None)
    return int(number[1]) if number else 0


def in_bars(page: str) -> list[tuple[list[str], list[str]]]:
    """What each bar of a page shows beside Home, and what it says to a screen reader."""
    bars = [page.split(one, 1)[1].split("</nav>", 1)[0] for one in BARS]
    return [(SEEN.findall(bar), HEARD.findall(bar)) for bar in bars]


def asked(client: Client, forum: Forum) -> list[str]:
    """The number that a page asks for once it is shown."""
    answer = client.get(reverse("desk:turn-count", args=[forum.slug]))
    assert answer.status_code == 200
    return SEEN.findall(answer.content.decode())


@pytest.mark.parametrize("hat", WALKED)
def test_law_1_every_page_of_an_office_counts_the_turns_that_home_counts(
    at_work: Scene, hat: str
) -> None:
    home = reverse("desk:home", args=[at_work.forum.slug])
    # A new holder is led to where it stands, once.
    at_work.client(hat).get(home)
    count = on_home(at_work.client(hat).get(home).content.decode())
    expected = [([str(count)], [str(count)])] * 2 if count else [([], [])] * 2

    walked = 0
    for route in table()[1]:
        if "GET" not in route.answers or route.answers["GET"][hat] != 200:
            continue
        answer = at_work.client(hat).get(at_work.path(route))
        page = b"" if answer.streaming else answer.content
        if b'<a class="skip"' not in page or b'<nav class="nav"' not in page:
            continue
        shown = page.decode()
        if LATER in shown:
            # An entry since home was read: the page asks for the number once it is shown.
            assert in_bars(shown) == [([], [])] * 2, route.name
            continue
        walked += 1
        assert in_bars(shown) == expected, route.name

    assert walked > 20
    assert asked(at_work.client(hat), at_work.forum) == ([str(count)] if count else [])
    assert (count == 0) == (hat == "auditor")
    assert on_home(at_work.client(hat).get(home).content.decode()) == count


def keeper_of(forum: Forum) -> Account:
    """The administrator of the small forum, who has no home in it."""
    return Account.objects.get(email="administrator@example.org")


class TestTheNumber:
    @pytest.fixture
    def forum(self, small_forum: Forum) -> Forum:
        """Both presidencies."""
        signing.league(small_forum)
        signing.concert(small_forum)
        return small_forum

    def test_law_1_it_falls_with_the_signature_and_stays_on_the_page_of_a_refusal(
        self, forum: Forum
    ) -> None:
        account = Account.objects.get(email="presidency-league-xe@example.org")
        client, act = people.signed_in(account), signing.departure(forum)
        members = reverse("parties:members", args=[forum.slug])
        decline = reverse("acts:decline", args=[forum.slug, act.number])
        with clock.at(NOW + timedelta(hours=1)):
            first = asked(client, forum)
            before = in_bars(client.get(members).content.decode())
            refused = client.post(decline, {"reason": ""})
            signing.turn(act, signing.league(forum))
            unknown = client.get(members).content.decode()
            after = asked(client, forum)

        (seen, _heard), _thumb = before
        assert seen == first
        assert refused.status_code == 422
        assert in_bars(refused.content.decode()) == before
        assert LATER in unknown and in_bars(unknown) == [([], [])] * 2
        assert after == [str(int(seen[0]) - 1)]

    def test_law_1_nobody_is_counted_for_a_stranger_and_a_warm_page_asks_for_nothing_more(
        self, forum: Forum
    ) -> None:
        client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
        page = reverse("public:register", args=[forum.slug])
        administrator = people.signed_in(keeper_of(forum))
        with clock.at(NOW + timedelta(hours=1)):
            stranger = Client().get(page).content.decode()
            keeper = administrator.get(page).content.decode()
            asked(client, forum)
            counted = client.get(page).content.decode()
            with CaptureQueriesContext(connection) as taken:
                client.get(page)

        assert [in_bars(one) for one in (stranger, keeper)] == [[([], [])] * 2] * 2
        assert in_bars(counted)[0][0]
        tables = " ".join(one["sql"] for one in taken)
        assert "meetings_itemrequest" not in tables and "decisions_silence" not in tables

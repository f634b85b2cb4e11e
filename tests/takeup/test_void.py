"""A correction of a list that one Party has signed: whoever corrects is told, and so is whoever had signed."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

import people
import signing
from cochair.features.acts.models import JointAct
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.web.clock import clock
from taking_up import COUNCIL_1, FILE, held, prepared, sent
from world import NOW

PAGE = reverse("takeup:take-up", args=["league-concert"])


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock of the small world."""
    with clock.at(NOW):
        yield


@pytest.fixture
def act(small_forum: Forum) -> JointAct:
    """A list that waits for both."""
    return sent(prepared(small_forum, league_concert_experts_1=held(small_forum)))


@pytest.fixture
def concert(small_forum: Forum) -> Client:
    """Whoever corrects."""
    return people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))


def corrected(client: Client) -> str:
    """What the page says once one more line was answered."""
    typed = {f"{COUNCIL_1}-answer": "confirmed", f"{COUNCIL_1}-source": FILE}
    return " ".join(client.post(PAGE, typed, follow=True).text.split())


def test_whoever_corrects_is_told_whose_signature_is_void_and_must_be_given_again(
    small_forum: Forum, act: JointAct, concert: Client
) -> None:
    signing.turn(act, signing.league(small_forum))

    page = corrected(concert)

    act.refresh_from_db()
    assert act.state == "void"
    void = f"Act {act.number} is void by this, and with it the signature of League"
    assert f"{void}: it must be given again" in page


def test_where_nobody_had_signed_no_signature_is_named(
    small_forum: Forum, act: JointAct, concert: Client
) -> None:
    page = corrected(concert)

    assert f"Act {act.number}, which waited for signatures, is void by this." in page
    assert "must be given again" not in page


def test_what_changes_nothing_voids_nothing(
    small_forum: Forum, act: JointAct, concert: Client
) -> None:
    page = concert.post(PAGE, {f"{COUNCIL_1}-answer": "open"}, follow=True).text

    act.refresh_from_db()
    assert act.state == "draft" and "is void by this" not in page


def test_the_party_that_had_signed_is_told_on_home_also_at_its_first_visit(
    small_forum: Forum, act: JointAct, concert: Client
) -> None:
    """In the session of its first visit home told nobody anything."""
    norland = people.signed_in(people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XN"))
    home = reverse("desk:home", args=[small_forum.slug])
    assert "A joint act became void." not in norland.get(home).text
    signing.turn(act, signing.league(small_forum))
    corrected(concert)

    news = norland.get(home).text.partition('id="since"')[2].partition("</section>")[0]

    assert "A joint act became void." in news
    assert reverse("acts:act", args=[small_forum.slug, act.number]) in news

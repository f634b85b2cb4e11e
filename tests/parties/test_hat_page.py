"""To wear another of one's own hats, and to come back to where one was: never to another house."""

import pytest
from django.urls import reverse

from cochair.features.parties.models import Office
from cochair.web.clock import clock
from matrix import Scene
from world import NOW


def back_to(scene: Scene, then: str) -> tuple[int, str]:
    """Where somebody is led who puts on her only hat and names a place to return to."""
    office = Office.objects.get(account__email="co_presidency-league-xe@example.org")
    with clock.at(NOW):
        answer = scene.client("co_presidency").post(
            reverse("parties:hat", args=[scene.forum.slug]), {"office": office.pk, "next": then}
        )
    return answer.status_code, answer["Location"]


def test_one_comes_back_to_the_page_where_one_was(at_work: Scene) -> None:
    page = "/pt/league-concert/meetings/?at=2031-02-01"

    assert back_to(at_work, page) == (302, page)


@pytest.mark.parametrize(
    "then",
    [
        "",
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "///elsewhere.example/",
        "/\\elsewhere.example/",
        "javascript:alert(1)",
        "desk:home",
        "meetings:plan",
        "desk",
        "..",
        "\0",
    ],
)
def test_one_comes_back_to_nowhere_else(at_work: Scene, then: str) -> None:
    assert back_to(at_work, then) == (302, reverse("desk:home", args=[at_work.forum.slug]))


def test_nobody_wears_the_hat_of_another(at_work: Scene) -> None:
    other = Office.objects.get(account__email="co_presidency-concert-xp@example.org")
    for chosen in (str(other.pk), "0", "", "1; DROP TABLE", "9" * 400):
        with clock.at(NOW):
            answer = at_work.client("co_presidency").post(
                reverse("parties:hat", args=[at_work.forum.slug]), {"office": chosen}
            )

        assert answer.status_code == 404

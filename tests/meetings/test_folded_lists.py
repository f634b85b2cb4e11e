"""Long lists and filters are folded until somebody asks for them; what is asked for stays open."""

import re
from types import SimpleNamespace

from django.test import Client

from cochair.features.invitations.presenters import FEW, Part
from matrix import Scene

FOLDED, OPEN = '<details class="fold">', '<details class="fold" open>'


def page(client: Client, scene: Scene, rest: str) -> str:
    return client.get(f"/en/{scene.forum.slug}/{rest}").content.decode()


def test_the_filters_of_the_register_are_folded_until_one_is_set(at_work: Scene) -> None:
    secretariat = at_work.client("secretariat")

    plain, filtered = (page(secretariat, at_work, f"documents/{q}") for q in ("", "?state=final"))

    assert re.search(rf"{FOLDED}\s*<summary>.*?Filters", plain, re.S)
    assert re.search(rf"{OPEN}\s*<summary>.*?Filters", filtered, re.S)


def test_a_long_part_of_the_invitees_is_folded_and_names_only_some_who_have_not_opened() -> None:
    read, unread = SimpleNamespace(is_unread=False), SimpleNamespace(is_unread=True)

    def part(*rows: SimpleNamespace) -> Part:
        return Part({}, "", rows=rows)  # type: ignore[arg-type]

    assert part(*[read] * FEW).is_short and not part(*[read] * (FEW + 1)).is_short
    assert part(read, unread).is_partly_read
    assert not part(read).is_partly_read and not part(unread).is_partly_read

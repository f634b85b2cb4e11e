"""A number from outside is what is written with the digits 0 to 9, and no higher than a column holds."""

import pytest

from cochair.kernel import kind as kinds
from cochair.web.numbers import HIGHEST, whole
from matrix import Scene

# Some call the first a digit, `int` reads the second; no column holds the others.
NONE = ("²", "٣", "9" * 30, "9" * 5000, "-1", "+1", "1.0", " 1", "1_0", "", "½", "1\0")

# Kinds of things that entries call by a number.
NUMBERED = ("act", "office", "silence", "term", "source", "host_event", "blocked_days", "feed")


def test_a_number_is_read_from_its_digits_alone() -> None:
    assert [whole(text) for text in ("0", "7", "007", str(HIGHEST))] == [0, 7, 7, HIGHEST]
    assert whole("8", 8) == 8

    assert [whole(text) for text in (*NONE, str(HIGHEST + 1))] == [None] * (len(NONE) + 1)
    assert whole("9", 8) is None


@pytest.mark.parametrize("text", NONE, ids=[*map(ascii, NONE[:2]), "30", "5000", *NONE[4:]])
def test_nothing_is_called_by_what_is_no_number(at_work: Scene, text: str) -> None:
    forum, client = at_work.forum, at_work.client("co_presidency")
    found = [kind.find(forum, text) for kind in map(kinds.of, NUMBERED) if kind is not None]

    assert found == [None] * len(NUMBERED)
    for path, asked in (
        ("procedures/1.0/", {"target": f"{forum.slug}-cycle-{text}"}),
        ("journal/", {"before": text}),
    ):
        assert client.get(f"/en/{forum.slug}/{path}", asked).status_code == 200

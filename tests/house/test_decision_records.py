"""A decision record has a number of its own, by which others cite it."""

import re
from collections import Counter
from collections.abc import Iterable

from house import tree

RECORD = re.compile(r"docs/decisions/(\d{4})-")


def twice(paths: Iterable[str]) -> list[str]:
    """The numbers that two records share."""
    found = Counter(number[1] for path in paths if (number := RECORD.match(path)))
    return [f"Two decision records are number {number}." for number, n in found.items() if n > 1]


def test_no_two_decision_records_share_a_number() -> None:
    tree.none(twice(tree.committed()))


def test_a_number_given_twice_is_noticed() -> None:
    assert twice(["docs/decisions/0001-one.md", "docs/decisions/0001-other.md"])
    assert not twice(["docs/decisions/0001-one.md", "docs/decisions/0002-other.md"])

"""Facts grouped by their meeting."""

from collections import defaultdict
from collections.abc import Iterable

type By[T] = dict[int, tuple[T, ...]]
"""Facts by the primary key of their meeting."""

type Keys = tuple[int, ...]
"""The primary keys of meetings."""


def grouped[T](pairs: Iterable[tuple[int, T]]) -> By[T]:
    """The second of each pair, gathered under the first in the order given."""
    found: defaultdict[int, list[T]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return {key: tuple(rows) for key, rows in found.items()}

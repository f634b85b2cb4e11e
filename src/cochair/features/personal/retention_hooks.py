"""What apps above keep of people: they say what will be reduced and when, and reduce it.

An app makes itself known in `apps.ready()`; the rules for all of it stand in `periods`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from cochair.features.parties.models import Forum
from cochair.features.personal.periods import Kind
from cochair.features.personal.queries import Item


@dataclass(frozen=True, slots=True)
class Keeper:
    """A kind of thing of an app above: all of a forum that will be reduced, and one act for each.

    `reduce` asks again under its lock whether it is time, and says how much was reduced.
    """

    kind: Kind
    items: Callable[[Forum, datetime], Iterable[Item]]
    reduce: Callable[[Forum, Item, datetime], int]


_KEEPERS: dict[Kind, Keeper] = {}


def register(keeper: Keeper) -> None:
    """Make a keeper known; there is one for each kind."""
    if _KEEPERS.setdefault(keeper.kind, keeper) is not keeper:
        raise ValueError(f"Two keepers are called {keeper.kind}.")


def items(forum: Forum, at: datetime) -> Iterator[Item]:
    """Everything of a forum that apps above will reduce."""
    for one in _KEEPERS.values():
        yield from one.items(forum, at)


def keeper(kind: Kind) -> Keeper:
    """Who reduces a kind; KeyError for one that nobody keeps."""
    return _KEEPERS[kind]

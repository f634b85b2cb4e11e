"""Which joint acts a reader does not see: those on something that is closed to that reader.

An app above that keeps closed things makes its wall known; without one every reader of what the
Parties share reads every act.  What one may not see is in no list and is not counted.
Source: domain.md C.8; architecture section 3, law 5.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.parties import visibility
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power

type Wall = Callable[[Forum, ActingOffice, datetime, Sequence[JointAct]], frozenset[int]]
"""The numbers of those of some acts of a forum that a hat does not see at an instant (aware UTC)."""

_WALLS: dict[str, Wall] = {}
# Kinds of things whose acts have a wall of their own.
_OF_THEIR_OWN: set[str] = set()


def register(code: str, wall: Wall, *, of: str = "") -> None:
    """Make a wall known; in `apps.ready()`.  A code is used once.

    `of` is the kind of thing of which this wall says more than the kind itself does.
    """
    if _WALLS.setdefault(code, wall) is not wall:
        raise ValueError(f"Two walls are called {code}.")
    if of:
        _OF_THEIR_OWN.add(of)


def of_drafts(*kinds: str) -> Wall:
    """A wall before acts that show what only those who prepare it read until both have signed."""

    def drafts(
        forum: Forum, hat: ActingOffice, at: datetime, acts: Sequence[JointAct]
    ) -> frozenset[int]:
        if hat.may(Power.RECORD_FACTS):
            return frozenset()
        return frozenset(
            one.number for one in acts if one.kind in kinds and one.effective_at is None
        )

    return drafts


def of_kinds(
    forum: Forum, hat: ActingOffice, at: datetime, acts: Sequence[JointAct]
) -> frozenset[int]:
    """The wall before acts on a thing of a kind that the hat may not read."""
    things = {
        one.number: (one.subject_kind, one.subject_id)
        for one in acts
        if one.subject_kind not in _OF_THEIR_OWN
    }
    hidden = visibility.closed(forum, hat, at, set(things.values()))
    return frozenset(number for number, thing in things.items() if thing in hidden)


def seen(
    found: Iterable[JointAct], forum: Forum, hat: ActingOffice, at: datetime
) -> list[JointAct]:
    """Those of some acts of a forum that a hat may see, in their order; a query for each wall."""
    rows = list(found)
    hidden = frozenset[int]().union(*(wall(forum, hat, at, rows) for wall in _WALLS.values()))
    return [one for one in rows if one.number not in hidden]


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """Of some joint acts, by their numbers, those that a hat does not see at an instant (aware UTC)."""
    if hat is None:
        return frozenset(names)
    rows = JointAct.objects.filter(forum=forum, number__in=names)
    return frozenset(names) - {str(one.number) for one in seen(rows, forum, hat, at)}

"""A search for states that nobody can leave: over a table of steps, and through real acts."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from cochair.procedure.refusal import Refused
from cochair.web.errors import ObjectionsStand, StaleVersion

# What says no to whoever tries: a refusal, or that there is nothing to do it to.
NO = (Refused, StaleVersion, ObjectionsStand, IndexError, AttributeError, StopIteration, KeyError)

type Move = tuple[Collection[object], Collection[object]]
"""The states from which a step starts, and those to which it may lead."""


def stuck(moves: Iterable[Move], ends: Collection[object]) -> set[object]:
    """The states of a table that are no end, and that no step leaves for another."""
    known = [(set(starts), set(leads)) for starts, leads in moves]
    states = {state for starts, leads in known for state in starts | leads}
    return {
        state
        for state in states - set(ends)
        if not any(state in starts and leads - {state} for starts, leads in known)
    }


def tried(act: Callable[[], object], *, undo: bool = False) -> bool:
    """Do an act, and say whether it was possible; with `undo` nothing of it stays."""
    try:
        with transaction.atomic():
            act()
            if undo:
                transaction.set_rollback(True)
    except NO:
        return False
    return True


@dataclass
class Search:
    """Every course of some acts to a depth, by the states that they pass; each is undone.

    `state` reads the state from the rows; `hold` asserts what is true of every state.
    """

    acts: Mapping[str, Callable[[], object]]
    state: Callable[[], object]
    hold: Callable[[str], None] = lambda _told: None
    moves: set[tuple[object, str, object]] = field(default_factory=set)
    _left: dict[object, int] = field(default_factory=dict)

    def run(self, depth: int, done: tuple[str, ...] = ()) -> "Search":
        """Look from the present state on, at most so many acts far."""
        before = self.state()
        if self._left.get(before, 0) >= depth:
            return self
        self._left[before] = depth
        for name, act in self.acts.items():
            point = transaction.savepoint_create()
            if tried(act):
                told = (*done, name)
                self.hold(", ".join(told))
                self.moves.add((before, name, self.state()))
                self.run(depth - 1, told)
            transaction.savepoint_rollback(point)
        return self

    @property
    def states(self) -> set[object]:
        """Every state that was reached or left."""
        return {one for before, _name, after in self.moves for one in (before, after)}

    def stuck(self, ends: Callable[[object], bool]) -> set[object]:
        """The states from which every act was tried, that are no end and that none leaves."""
        left = {before for before, _name, after in self.moves if after != before}
        return {one for one in self._left if one not in left and not ends(one)}

    def left(self, ends: Callable[[object], bool]) -> set[tuple[object, str, object]]:
        """The moves by which an end was left all the same."""
        return {one for one in self.moves if ends(one[0]) and one[0] != one[2]}

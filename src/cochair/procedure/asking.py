"""A view that notes what is asked of it about other meetings than the one that is judged.

What a clause says of a case hangs on the case, on what the forum has in common, on the clock, and on
the answers that are noted here.  Predicates see no meeting and no document in any other way: neither
is among the facts of this view.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cochair.procedure.facts import Meeting
from cochair.procedure.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a view answered to a question: meetings, or whether there are any."""

    ask: Callable[..., object]
    about: tuple[object, ...]
    said: object

    def holds(self, view: View) -> bool:
        """Whether another view answers with the same meetings."""
        return _is_same(self.ask(view, *self.about), self.said)


def _counted(view: View) -> tuple[tuple[str, tuple[Meeting, ...]], ...]:
    return tuple(view.counted.items())


OF_COUNTED = frozenset[Callable[..., object]]({View.is_counted, View.counted_before, _counted})
"""The questions that are answered from nothing but the meetings that count."""


def _is_same(now: object, before: object) -> bool:
    if isinstance(now, tuple) and isinstance(before, tuple):
        return len(now) == len(before) and all(map(_is_same, now, before))
    return now is before


class Asking(View):
    """The same view, without meetings and documents of its own: it asks another one, and notes it."""

    def __init__(self, of: View) -> None:
        super().__init__(of.book, replace(of.facts, meetings=(), documents=()), of.now, of.books)
        self._of = of
        self._answers: dict[tuple[object, ...], Answer] = {}
        self._noted: dict[Answer, None] = {}
        self._slots = _Index(self, _by_slot, _slots)
        self._ids = _Index(self, _by_id, _ids)
        self._absent = _Index(self, _not_held, _all_not_held)

    def noted(self) -> tuple[Answer, ...]:
        """What was asked since this was last called."""
        found, self._noted = tuple(self._noted), {}
        return found

    def answered[*Ts, T](self, ask: Callable[[View, *Ts], T], *about: *Ts) -> T:
        """What the other view says to a question, noted."""
        name = ask, *(id(one) if isinstance(one, Meeting) else one for one in about)
        found = self._answers.get(name)
        if found is None:
            found = self._answers[name] = Answer(ask, about, ask(self._of, *about))
        self._noted[found] = None
        said: T = found.said  # type: ignore[assignment]
        return said

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """All of them: whatever becomes of any, the answer is another one."""
        return self.answered(_meetings)

    @property
    def counted(self) -> Mapping[str, tuple[Meeting, ...]]:
        """All that count."""
        return dict(self.answered(_counted))

    @property
    def by_id(self) -> Mapping[str, Meeting]:
        """Meetings by their ids, each noted where it is asked for."""
        return self._ids

    @property
    def by_slot(self) -> Mapping[tuple[int, str], tuple[Meeting, ...]]:
        """Meetings by their place in a cycle, each noted where it is asked for."""
        return self._slots

    @property
    def not_held(self) -> Mapping[tuple[int, str], tuple[Meeting, ...]]:
        """Meetings that were not held by their place, each noted where it is asked for."""
        return self._absent

    def is_counted(self, meeting: Meeting) -> bool:
        """The same as the other view says, noted."""
        return self.answered(View.is_counted, meeting)

    def counted_before(self, configuration: str, at: datetime) -> Meeting | None:
        """The same as the other view says, noted."""
        return self.answered(View.counted_before, configuration, at)

    def perhaps_between(self, previous: Meeting, meeting: Meeting) -> Meeting | None:
        """The same as the other view says, noted."""
        return self.answered(View.perhaps_between, previous, meeting)

    def any_counted_before(self, meeting: Meeting) -> bool:
        """The same as the other view says, noted."""
        return self.answered(View.any_counted_before, meeting)


class _Index[K, V](Mapping[K, V]):
    """A mapping of another view, of which it is noted what was looked up."""

    def __init__(
        self,
        asking: Asking,
        one: Callable[[View, K], V | None],
        every: Callable[[View], tuple[tuple[K, V], ...]],
    ) -> None:
        self._asking, self._one, self._every = asking, one, every

    def __getitem__(self, key: K) -> V:
        found = self._asking.answered(self._one, key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[K]:
        return iter([key for key, _value in self._asking.answered(self._every)])

    def __len__(self) -> int:
        return len(self._asking.answered(self._every))


def _meetings(view: View) -> tuple[Meeting, ...]:
    return view.meetings


def _by_id(view: View, name: str) -> Meeting | None:
    return view.by_id.get(name)


def _ids(view: View) -> tuple[tuple[str, Meeting], ...]:
    return tuple(view.by_id.items())


def _by_slot(view: View, place: tuple[int, str]) -> tuple[Meeting, ...] | None:
    return view.by_slot.get(place)


def _slots(view: View) -> tuple[tuple[tuple[int, str], tuple[Meeting, ...]], ...]:
    return tuple(view.by_slot.items())


def _not_held(view: View, place: tuple[int, str]) -> tuple[Meeting, ...] | None:
    return view.not_held.get(place)


def _all_not_held(view: View) -> tuple[tuple[tuple[int, str], tuple[Meeting, ...]], ...]:
    return tuple(view.not_held.items())

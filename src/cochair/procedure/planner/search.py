"""The best combinations of days and places, by branch and bound.

Costs are compared part by part in the order of preference.  Sums of such costs keep their order,
so what is chosen so far plus the cheapest option of every slot that is left can be undercut by
nothing: a branch whose bound is worse than the last plan that is kept holds none that is better.
The evenness of venues is no sum; its bound is the least that the Parties left to choose from
allow.  Nothing is cut off that could be among the best, so the answer is exact.
"""

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cochair.procedure.planner.options import Cost, Option, apart
from cochair.procedure.planner.question import FAIRNESS, Question

type Key = tuple[Cost, tuple[date, ...]]
type Tie = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """One combination with its whole cost; ordered by cost, then days, then places."""

    cost: Cost
    days: tuple[date, ...]
    tie: Tie
    chosen: tuple[Option, ...] = field(compare=False)


def best(question: Question, choices: Sequence[tuple[Option, ...]], most: int) -> tuple[Found, ...]:
    """The `most` best combinations of one option of each slot, no two with the same days.

    `choices` holds the options of each slot, the cheapest first.
    """
    if not choices or not all(choices):
        return ()
    search = _Search(question, choices, most)
    search.go(0, (), search.nothing)
    return tuple(search.kept)


def spread(question: Question, hosts: Sequence[str]) -> int:
    """How unevenly the Parties host, with those given and the last meetings of each kind."""
    counts = dict.fromkeys(question.parties, 0) | {
        party: number for party, number in question.hosted.items() if party in question.parties
    }
    for party in hosts:
        if party in counts:
            counts[party] += 1
    return max(counts.values()) - min(counts.values()) if counts else 0


class _Search:
    def __init__(
        self, question: Question, choices: Sequence[tuple[Option, ...]], most: int
    ) -> None:
        self.question = question
        self.choices = choices
        self.most = most
        self.nothing: Cost = (0,) * len(question.order)
        self.place = question.order.index(FAIRNESS) if FAIRNESS in question.order else None
        self.kept: list[Found] = []
        self.by_days: dict[tuple[date, ...], Found] = {}
        # What the slots from each one on cost at the least, and the first days they have.
        self.rest: list[Cost] = [self.nothing]
        self.first_days: list[tuple[date, ...]] = [()]
        for options in reversed(choices):
            self.rest.insert(0, _sum(options[0].cost, self.rest[0]))
            earliest = min(option.first for option in options)
            self.first_days.insert(0, (earliest, *self.first_days[0]))
        self.hosts = [
            tuple(sorted({option.venue.party for option in options})) for options in choices
        ]
        self._evenest: dict[tuple[int, tuple[str, ...]], int] = {}

    def go(self, slot: int, chosen: tuple[Option, ...], cost: Cost) -> None:
        """Try every option of a slot that may still lead to a plan worth keeping."""
        if slot == len(self.choices):
            self.keep(chosen, cost)
            return
        days = tuple(option.first for option in chosen)
        hosts = tuple(option.venue.party for option in chosen)
        evenest = self.evenest(slot, hosts)
        for option in self.choices[slot]:
            so_far = _sum(cost, option.cost)
            ahead = (*days, option.first, *self.first_days[slot + 1])
            if self.is_worse(_sum(so_far, self.rest[slot + 1]), evenest, ahead):
                break  # The options are in the order of their cost: no later one is better.
            reachable = self.evenest(slot + 1, (*hosts, option.venue.party))
            if self.is_worse(_sum(so_far, self.rest[slot + 1]), reachable, ahead):
                continue
            if all(self.fits(option, other) for other in chosen):
                self.go(slot + 1, (*chosen, option), so_far)

    def fits(self, one: Option, other: Option) -> bool:
        gap = self.question.travel_gap_days
        return apart((one.first, one.last), (other.first, other.last), gap)

    def is_worse(self, cost: Cost, uneven: int, days: tuple[date, ...]) -> bool:
        """Whether the least that a branch can cost is more than the last plan kept costs."""
        if len(self.kept) < self.most:
            return False
        last = self.kept[-1]
        return (self.with_fairness(cost, uneven), days) > (last.cost, last.days)

    def with_fairness(self, cost: Cost, uneven: int) -> Cost:
        if self.place is None:
            return cost
        return (*cost[: self.place], uneven, *cost[self.place + 1 :])

    def evenest(self, slot: int, hosts: tuple[str, ...]) -> int:
        """The least unevenness that is left to reach from a slot on."""
        if self.place is None:
            return 0
        # In which order the Parties were chosen is the same to it.
        key = (slot, tuple(sorted(hosts)))
        found = self._evenest.get(key)
        if found is None:
            if slot == len(self.choices):
                found = spread(self.question, hosts)
            else:
                found = min(self.evenest(slot + 1, (*hosts, one)) for one in self.hosts[slot])
            self._evenest[key] = found
        return found

    def keep(self, chosen: tuple[Option, ...], cost: Cost) -> None:
        """Keep a combination if it is among the best; of the same days only the best places."""
        uneven = spread(self.question, [option.venue.party for option in chosen])
        found = Found(
            self.with_fairness(cost, uneven),
            tuple(option.first for option in chosen),
            tuple(option.tie for option in chosen),
            chosen,
        )
        known = self.by_days.get(found.days)
        if known is not None:
            if known <= found:
                return
            self.kept.remove(known)
        self.by_days[found.days] = found
        insort(self.kept, found)
        if len(self.kept) > self.most:
            del self.by_days[self.kept.pop().days]


def _sum(one: Cost, other: Cost) -> Cost:
    return tuple(a + b for a, b in zip(one, other, strict=True))

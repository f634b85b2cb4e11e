"""Who holds the presidency of each Party, asked for many instants of the same terms.

Between two edges of its terms nothing changes for a Party, so that its holder is worked out once there.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property

from cochair.procedure.presidency import (
    BEGINNING_OF_TIME,
    END_OF_TIME,
    Edge,
    Holding,
    Term,
    Unknown,
    holder,
    incoming,
    known_terms,
)

A_MOMENT = timedelta(microseconds=1)
# How many terms on either side of an instant can have a say on who holds it.
NEAR = 12


class Presidencies:
    """The terms of all Parties, indexed once."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._all = tuple(terms)
        self._holders: dict[tuple[str, int], Holding] = {}

    @cached_property
    def _terms(self) -> Mapping[str, tuple[list[datetime], list[Term]]]:
        found: dict[str, list[Term]] = {}
        for term in self._all:
            found.setdefault(term.party, []).append(term)
        sorted_terms = {
            party: sorted(terms, key=lambda term: (_begins(term), term.id))
            for party, terms in found.items()
        }
        return {p: ([_begins(t) for t in terms], terms) for p, terms in sorted_terms.items()}

    @cached_property
    def _edges(self) -> Mapping[str, list[datetime]]:
        """Every instant, by Party, from which an answer may be another one."""
        found: dict[str, set[datetime]] = {}
        for term in self._all:
            edges = found.setdefault(term.party, {END_OF_TIME})
            edges.update(_bounds(term.start), _bounds(term.end))
        return {party: sorted(edges) for party, edges in found.items()}

    def _near(self, party: str, at: datetime) -> list[Term]:
        """The terms that can have a say at an instant: with centuries of them, the nearest."""
        starts, terms = self._terms.get(party, ([], []))
        if len(terms) <= 2 * NEAR:
            return terms
        place = bisect_right(starts, at)
        undated = [term for term in terms[place + NEAR :] if term.start is None]
        return terms[max(0, place - NEAR) : place + NEAR] + undated

    def holder(self, party: str, at: datetime) -> Holding:
        """Who holds the presidency of a Party at a UTC instant."""
        between = party, bisect_right(self._edges.get(party, ()), at)
        if between not in self._holders:
            self._holders[between] = holder(self._near(party, at), party, at)
        return self._holders[between]

    def within(self, party: str, start: datetime, end: datetime) -> tuple[Holding, ...]:
        """Everyone who holds a presidency at some instant of an interval."""
        moments = {start, max(start, end - A_MOMENT)}
        for term in self._near(party, start):
            for edge in (term.start, term.end):
                if isinstance(edge, datetime) and start < edge < end:
                    moments.add(edge)
        return tuple(self.holder(party, at) for at in sorted(moments))

    def incoming(
        self, party: str, at: datetime, count: int, known_at: datetime
    ) -> tuple[Holding, ...]:
        """The next holders after the one in office at `at`, as designated by `known_at`."""
        return incoming(known_terms(self._near(party, at), known_at), party, at, count)


def _begins(term: Term) -> datetime:
    """The first instant at which a term may begin; those without a date come last."""
    edge = term.start
    if isinstance(edge, Unknown):
        return edge.not_before or BEGINNING_OF_TIME
    return edge or END_OF_TIME


def _bounds(edge: Edge | None) -> Iterator[datetime]:
    """The first and the last instant at which an edge may lie, as far as they are known."""
    if isinstance(edge, Unknown):
        yield from (one for one in (edge.not_before, edge.not_after) if one is not None)
    elif edge is not None:
        yield edge

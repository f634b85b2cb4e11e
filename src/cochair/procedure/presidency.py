"""Who holds a Party's presidency, and who comes next, at any instant.

A term is half-open: it begins at `start` and is over at `end`, both UTC instants. An edge that
nobody knows lies between two instants; in between, the holder is unknown. An open end is closed
by the next undisputed term. Dates decide who is in office, not the status: a designated term
needs no one to declare it begun.

A second designation makes the next term disputed, never that of the incumbent, who keeps its
key until its own term ends. Which of the two takes office is for that Party alone to settle.

Source: domain A.5 (`holder`, `incoming_present`), C.4, C.11 (INV-6); corrections sections 2
and 3 (US-09) and section 4 ("Zones"). Refusals cite `term` unless the caller names a clause.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import combinations

from cochair.procedure.refusal import Refusal, _, require

BEGINNING_OF_TIME = datetime.min.replace(tzinfo=UTC)
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


class TermStatus(StrEnum):
    """What is recorded of a term."""

    DESIGNATED = "designated"
    IN_OFFICE = "in_office"
    ENDED = "ended"
    DISPUTED = "disputed"
    VACANT = "vacant"


class HoldingKind(StrEnum):
    """What can be said of an office at an instant."""

    HELD = "held"
    DISPUTED = "disputed"
    VACANT = "vacant"
    UNKNOWN = "unknown"


WHY_NOT = {
    HoldingKind.HELD: _("{holders} holds the presidency of {party} on {at}, not {member}."),
    HoldingKind.DISPUTED: _(
        "The presidency of {party} is disputed ({holders}). {party} must settle the dispute."
    ),
    HoldingKind.VACANT: _("The presidency of {party} is vacant on {at}."),
    HoldingKind.UNKNOWN: _("It is not established who holds the presidency of {party} on {at}."),
}


@dataclass(frozen=True, slots=True)
class Unknown:
    """An edge that lies somewhere from `not_before` to `not_after`; `None` is without bound."""

    not_before: datetime | None
    not_after: datetime | None


type Edge = datetime | Unknown


@dataclass(frozen=True, slots=True)
class Term:
    """The presidency of `holder` in a Party, from `start` to `end`.

    `start` is `None` for a designation without a date, `end` is `None` while open, and `holder`
    is `None` for a vacancy. `certainty` says how sure the source is (`disputed` makes a
    designation disputed) and `at` is the instant from which the fact is known, `None` always.
    Raises Refused when the term would be over before it begins.
    """

    id: str
    party: str
    holder: str | None
    start: Edge | None
    end: Edge | None = None
    status: TermStatus = TermStatus.DESIGNATED
    certainty: str = ""
    at: datetime | None = None

    def __post_init__(self) -> None:
        require(_over_before_it_begins(self))


@dataclass(frozen=True, slots=True)
class Holding:
    """The answer: the one holder, or those between whom it is disputed or unknown.

    `term` is the holder's, its open end closed by the next term.
    """

    party: str
    kind: HoldingKind
    holders: tuple[str, ...] = ()
    term: Term | None = None

    @property
    def holder(self) -> str | None:
        """The member that holds the office, or `None` unless exactly one is known to."""
        return self.holders[0] if self.kind is HoldingKind.HELD else None


@dataclass(frozen=True, slots=True)
class Gap:
    """From `start` to `end` (half-open, UTC) no term of the Party is recorded."""

    party: str
    start: datetime
    end: datetime


def known_terms(terms: Iterable[Term], at: datetime) -> tuple[Term, ...]:
    """The terms known at an instant, whole: their edges may well lie in its future."""
    return tuple(term for term in terms if term.at is None or term.at <= at)


def holder(terms: Iterable[Term], party: str, at: datetime) -> Holding:
    """Who holds the presidency of a Party at a UTC instant.

    Before the first term that is recorded the holder is unknown; in a gap between terms, and
    after the last, the office is vacant.
    """
    own = _of(terms, party)
    covering = [term for term in own if _covers(term, at)]
    settled = [term for term in covering if not _contested(term, own)]
    if settled:
        # The incumbent is the one who came first: whoever overlaps with its term waits.
        first = min(_latest(term.start) for term in settled)
        return _in_office(party, [term for term in settled if _latest(term.start) == first])
    if covering:
        return Holding(party, HoldingKind.DISPUTED, _names(covering))
    possible = [term for term in own if _may_cover(term, at)]
    begun = any(at >= _earliest(term.start) for term in own)
    if possible or not begun:
        return Holding(party, HoldingKind.UNKNOWN, _names(possible))
    return Holding(party, HoldingKind.VACANT)


def incoming(
    terms: Iterable[Term], party: str, at: datetime, count: int = 1
) -> tuple[Holding, ...]:
    """The next `count` holders after the one in office at a UTC instant; fewer if not designated.

    Each is held (designated, and nobody disputes it), disputed between its candidates, or
    unknown when it is unknown who is in office at that instant. A designation without a date
    comes after the dated terms, unless it contradicts one. Vacancies are passed over.
    """
    own = _of(terms, party)
    now = holder(own, party, at)
    ahead = [term for term in own if term.holder is not None and _is_ahead(term, now, at)]
    queue = _successions(ahead, own)
    if now.kind is not HoldingKind.UNKNOWN:
        return tuple(_designated(party, claims, own) for claims in queue[:count])
    # Each term that may have begun moves the others up by one place, or does not.
    begun = sum(at >= _earliest(term.start) for term in ahead)
    places = [queue[n : n + begun + 1] for n in range(len(queue))]
    return tuple(
        Holding(party, HoldingKind.UNKNOWN, _names(term for claims in place for term in claims))
        for place in places[:count]
    )


def left_office(terms: Iterable[Term], party: str, member: str, at: datetime) -> datetime | None:
    """The UTC instant at which a member last left the presidency of a Party, as seen at `at`.

    None while it holds the office or may hold it, while a term of it lies ahead (also one whose
    day is not known), and if it never held it.
    """
    edges = [_latest(term.end) for term in _of(terms, party) if term.holder == member]
    over = max(edges, default=None)
    return over if over is not None and over <= at else None


def may_sign(
    terms: Iterable[Term], party: str, member: str, at: datetime, *, clause: str = "term"
) -> Refusal | None:
    """Refuse the signature of a member that does not hold the presidency at a UTC instant.

    The right exists from the first instant of the term, and no longer at its last edge.
    Source: domain C.11, INV-6.
    """
    found = holder(terms, party, at)
    if found.holder == member:
        return None
    facts = {"party": party, "member": member, "holders": found.holders, "at": at}
    return Refusal(clause, WHY_NOT[found.kind], facts)


def overlaps(terms: Iterable[Term], *, clause: str = "term") -> tuple[Refusal, ...]:
    """One refusal for each two terms of a Party that certainly overlap.

    Unknown edges never overlap, a dispute is no overlap, and the next term closes an open one.
    """
    terms = tuple(terms)
    settled = [
        term
        for party in sorted({term.party for term in terms})
        for term in _of(terms, party)
        if not _disputed(term)
    ]
    return tuple(
        Refusal(
            clause,
            _("For {party}, the terms {first} and {second} overlap from {start}."),
            {
                "party": one.party,
                "first": one.id,
                "second": other.id,
                "start": max(_latest(one.start), _latest(other.start)),
            },
        )
        for one, other in combinations(settled, 2)
        if one.party == other.party and _overlap(one, other)
    )


def gaps(terms: Iterable[Term], party: str) -> tuple[Gap, ...]:
    """The intervals between the terms of a Party for which certainly no term is recorded.

    A recorded vacancy is no gap.
    """
    dated = [term for term in _of(terms, party) if term.start is not None]
    found = []
    covered = _earliest(dated[0].start) if dated else END_OF_TIME
    for term in dated:
        start = _earliest(term.start)
        if start > covered:
            found.append(Gap(party, covered, start))
        covered = max(covered, _latest(term.end))
    return tuple(found)


def _of(terms: Iterable[Term], party: str) -> tuple[Term, ...]:
    """The terms of a Party in order, open ends closed by the next term nobody disputes."""
    own = sorted(
        (term for term in terms if term.party == party),
        key=lambda term: (_earliest(term.start), term.id),
    )
    return tuple(_closed(term, own) for term in own)


def _closed(term: Term, own: Iterable[Term]) -> Term:
    later = (
        other.start
        for other in own
        if not _disputed(other) and _earliest(term.start) < _earliest(other.start)
    )
    return term if term.end is not None else replace(term, end=next(later, None))


def _earliest(edge: Edge | None) -> datetime:
    """The first instant at which the edge may lie; one without a date never comes."""
    if isinstance(edge, Unknown):
        return edge.not_before or BEGINNING_OF_TIME
    return edge or END_OF_TIME


def _latest(edge: Edge | None) -> datetime:
    """The last instant at which the edge may lie; one without a date never comes."""
    if isinstance(edge, Unknown):
        return edge.not_after or END_OF_TIME
    return edge or END_OF_TIME


def _covers(term: Term, at: datetime) -> bool:
    return _latest(term.start) <= at < _earliest(term.end)


def _may_cover(term: Term, at: datetime) -> bool:
    return _earliest(term.start) <= at < _latest(term.end)


def _overlap(one: Term, other: Term) -> bool:
    """Whether some instant certainly lies in both terms."""
    start = max(_latest(one.start), _latest(other.start))
    return start < min(_earliest(one.end), _earliest(other.end))


def _is_ahead(term: Term, now: Holding, at: datetime) -> bool:
    """Whether a dated term comes after the holder at `at`, or may come after it."""
    if now.term is not None:
        # A term that overlaps with the incumbent's waits for its end.
        return term.id != now.term.id and at < _latest(term.end) and _follows(term, now.term)
    return term.start is not None and at < _latest(term.start)


def _follows(term: Term, incumbent: Term) -> bool:
    return _latest(incumbent.start) <= _latest(term.start) < END_OF_TIME


def _disputed(term: Term) -> bool:
    """Whether the record itself calls the term disputed."""
    return term.status is TermStatus.DISPUTED or (
        term.status is TermStatus.DESIGNATED and term.certainty == TermStatus.DISPUTED
    )


def _contested(term: Term, own: Iterable[Term]) -> bool:
    """Whether the term is disputed, or another member is designated for the same succession."""
    if _disputed(term):
        return True
    own = tuple(own)
    return term.status is TermStatus.DESIGNATED and any(
        # Whoever had taken office when a rival was named is the incumbent, and keeps its term.
        (other.at is None or other.at < _latest(term.start))
        and other.status in (TermStatus.DESIGNATED, TermStatus.DISPUTED)
        and other.holder != term.holder
        and (_overlap(term, other) or _place(term, own) == _place(other, own))
        for other in own
    )


def _place(term: Term, own: Iterable[Term]) -> str | None:
    """The term for which a claim is made: itself, or the next dated one when it has no date."""
    if term.start is not None:
        return term.id
    known_at = term.at or BEGINNING_OF_TIME
    claims = (TermStatus.DESIGNATED, TermStatus.DISPUTED)
    return next(
        (
            other.id
            for other in own
            if other.status in claims and known_at < _earliest(other.start) < END_OF_TIME
        ),
        None,
    )


def _successions(ahead: Iterable[Term], own: tuple[Term, ...]) -> list[list[Term]]:
    """The claims to each succession in turn; those without a date at the place they claim."""
    queue: list[list[Term]] = []
    for term in ahead:
        if queue and any(_overlap(term, rival) for rival in queue[-1]):
            queue[-1].append(term)
        else:
            queue.append([term])
    undated = []
    for term in own:
        if term.start is None and term.status in (TermStatus.DESIGNATED, TermStatus.DISPUTED):
            place = _place(term, own)
            if place is None:
                undated.append(term)
            for claims in queue:
                if place in {claim.id for claim in claims}:
                    claims.append(term)
    return [*queue, undated] if undated else queue


def _designated(party: str, claims: list[Term], own: Iterable[Term]) -> Holding:
    names = _names(claims)
    if len(names) > 1 or _contested(claims[0], own):
        return Holding(party, HoldingKind.DISPUTED, names)
    return Holding(party, HoldingKind.HELD, names, claims[0])


def _in_office(party: str, terms: list[Term]) -> Holding:
    holders = {term.holder for term in terms}
    if len(holders) > 1:
        return Holding(party, HoldingKind.DISPUTED, _names(terms))
    if None in holders:
        return Holding(party, HoldingKind.VACANT, term=terms[0])
    return Holding(party, HoldingKind.HELD, _names(terms), terms[0])


def _names(terms: Iterable[Term]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.holder for term in terms if term.holder is not None))


def _over_before_it_begins(term: Term) -> Refusal | None:
    if term.start is None or _earliest(term.start) < _latest(term.end):
        return None
    return Refusal(
        "term",
        _("The term of office {term} would end on {end}, before it begins on {start}."),
        {"term": term.id, "start": _earliest(term.start), "end": _latest(term.end)},
    )

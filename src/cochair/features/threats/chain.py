"""The chain from a finding to results, and its gaps: plain values, the same for page, picture and report.

A finding is answered by commitments in force; each has actions at the levels at which it is to be
carried out, indicators, and what came of them.  Nothing is worked out from opinions.
Source: I.1.5, II.2.functions.b.2; domain.md CB-49.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cochair.features.commitments.models import (
    Action,
    Answer,
    Commitment,
    Expectation,
    Finding,
    Indicator,
)
from cochair.features.expectations import queries as expectations
from cochair.features.measures import codes
from cochair.features.measures import queries as measures
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.threats import queries
from cochair.procedure.book import Book

LEVELS_CHECK = "actions_cover_levels"
# An action in one of these was endorsed by both, and not given up.
COUNTS = frozenset({codes.ENDORSED, codes.IN_PROGRESS, codes.COMPLETED})
# From these on, something should have come of it.
BEGUN = frozenset({codes.IN_PROGRESS, codes.COMPLETED})
UNANSWERED, NO_LEVEL, NO_RESULT, NO_EXPECTATION = "finding", "level", "result", "expectation"


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator with its last value, empty where it has none; days are civil (ISO 8601)."""

    number: int
    title: Mapping[str, str]
    unit: Mapping[str, str]
    baseline: str
    target: str
    value: str
    day: str


@dataclass(frozen=True, slots=True)
class Done:
    """An action with the steps that it reached; `has_result` where a step or a figure shows one."""

    number: int
    title: Mapping[str, str]
    level: str
    state: str
    reached: tuple[Mapping[str, str], ...]
    has_result: bool

    @property
    def counts(self) -> bool:
        """Whether both endorsed it, and it was not given up."""
        return self.state in COUNTS

    @property
    def lacks_result(self) -> bool:
        """Whether it began and nothing shows what came of it."""
        return self.state in BEGUN and not self.has_result


@dataclass(frozen=True, slots=True)
class Link:
    """A commitment that answers a finding: what is expected of it, and what is done for it."""

    commitment: str
    text: Mapping[str, str]
    expected: Mapping[str, str]
    levels: tuple[str, ...]
    actions: tuple[Done, ...]
    figures: tuple[Figure, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The levels at which it is to be carried out, and has no action that counts."""
        found = {one.level for one in self.actions if one.counts}
        return tuple(level for level in self.levels if level not in found)

    def at(self, level: str) -> tuple[Done, ...]:
        """The actions at a level."""
        return tuple(one for one in self.actions if one.level == level)


@dataclass(frozen=True, slots=True)
class Thread:
    """A finding with the commitments that answer it."""

    number: int
    title: Mapping[str, str]
    assessment: str
    place: str
    areas: tuple[str, ...]
    region: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing in the chain: of which kind, in which thing, at which level."""

    kind: str
    finding: int
    commitment: str = ""
    action: int = 0
    level: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """All findings with what answers them; `levels` in the order of the procedures."""

    levels: tuple[str, ...]
    threads: tuple[Thread, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Every gap once, in the order of the findings."""
        return tuple(dict.fromkeys(self._gaps()))

    def _gaps(self) -> Iterator[Gap]:
        seen: set[tuple[str, object, str]] = set()
        for thread in self.threads:
            if not thread.links:
                yield Gap(UNANSWERED, thread.number)
            for link in thread.links:
                for one in _of(thread, link):
                    key = (one.kind, one.action or one.commitment, one.level)
                    if key not in seen:
                        seen.add(key)
                        yield one


def of(forum: Forum) -> Chain:
    """The chain as it stands; a fixed number of queries."""
    asked = levels(parties.book(forum))
    found = list(queries.findings(forum))
    if not found:
        return Chain(asked, ())
    known = _Known(
        asked,
        list(measures.actions(forum)),
        list(measures.indicators(forum)),
        {one.commitment_id: one for one in expectations.agreed(forum)},
    )
    threads = tuple(_thread(one, known) for one in found)
    used = {one.level for thread in threads for link in thread.links for one in link.actions}
    return Chain((*asked, *(code for code in codes.LEVELS if code in used - set(asked))), threads)


def levels(book: Book) -> tuple[str, ...]:
    """The levels at which the procedures ask for actions; all that there are where they name none."""
    for clause in book.clauses_for(LEVELS_CHECK):
        named = clause.check.args.get("levels")
        if isinstance(named, list | tuple):
            return tuple(str(one) for one in named)
    return tuple(codes.LEVELS)


@dataclass(frozen=True, slots=True)
class _Known:
    levels: tuple[str, ...]
    actions: list[Action]
    indicators: list[Indicator]
    expected: Mapping[int, Expectation]


def _of(thread: Thread, link: Link) -> Iterator[Gap]:
    if not link.expected:
        yield Gap(NO_EXPECTATION, thread.number, link.commitment)
    for level in link.missing:
        yield Gap(NO_LEVEL, thread.number, link.commitment, level=level)
    for one in link.actions:
        if one.lacks_result:
            yield Gap(NO_RESULT, thread.number, link.commitment, one.number)


def _thread(row: Finding, known: _Known) -> Thread:
    answers = queries.standing(row)
    serving = [one.commitment for one in answers if one.commitment is not None]
    return Thread(
        row.number,
        row.title,
        str(row.assessment),
        row.place,
        tuple(row.areas),
        row.region,
        tuple(
            _link(one, answers, known)
            for one in sorted(serving, key=lambda one: one.slug)
            if one.state == "in_force"
        ),
    )


def _link(row: Commitment, answers: Iterable[Answer], known: _Known) -> Link:
    acts = {one.action_id for one in answers}
    figures = {one.indicator_id for one in answers}
    measured = [
        one for one in known.indicators if one.pk in figures and one.commitment_id == row.pk
    ]
    agreed = known.expected.get(row.pk)
    wanted = (agreed.levels if agreed else None) or row.levels or known.levels
    return Link(
        row.slug,
        row.text,
        dict(agreed.expected) if agreed else {},
        tuple(wanted),
        tuple(
            _done(one, measured)
            for one in known.actions
            if one.pk in acts and any(each.pk == row.pk for each in one.commitments.all())
        ),
        tuple(_figure(one) for one in measured),
    )


def _done(row: Action, measured: Iterable[Indicator]) -> Done:
    reached = tuple(one.title for one in row.milestones.all() if one.done_on is not None)
    valued = any(
        value.day >= row.start for indicator in measured for value in indicator.values.all()
    )
    return Done(row.number, row.title, row.level, row.state, reached, bool(reached) or valued)


def _figure(row: Indicator) -> Figure:
    values = list(row.values.all())
    last = values[-1] if values else None
    return Figure(
        row.number,
        row.title,
        dict(row.unit),
        row.baseline,
        row.target,
        last.value if last else "",
        last.day.isoformat() if last else "",
    )

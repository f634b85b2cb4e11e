"""Results after a change: what hangs on nothing that changed is taken from the results before.

The same as a full evaluation, and as pure: of the same facts at the same instant the results are the
same, whatever was judged before.  While no instant passes at which something may change, the meetings
and documents that are as they were are known as they were; and a clause that was judged on the same
case, and that would be answered the same about every other meeting that it asked for, says the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from operator import is_

from cochair.procedure.asking import Answer, Asking
from cochair.procedure.book import Book
from cochair.procedure.clause import Clause
from cochair.procedure.evaluate import Evaluation
from cochair.procedure.facts import Cycle, Document, Facts, Meeting, Procedure, known
from cochair.procedure.horizon import next_change
from cochair.procedure.result import Result
from cochair.procedure.targets import Targets
from cochair.procedure.view import Case, View

PARTS = tuple(one.name for one in fields(Case))


@dataclass(frozen=True, slots=True)
class Kept:
    """What a clause said of a case, with the answers about other meetings that it asked for."""

    case: Case
    result: Result
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause said of all its cases, in their order, and all answers that it hangs on."""

    cases: tuple[Case, ...]
    kept: tuple[Kept, ...]
    results: tuple[Result, ...]
    answers: frozenset[Answer]


type ByClause = Mapping[str, Said]
type ById = Mapping[tuple[str, str], Case]
"""Cases by the kind and the id of their target."""


@dataclass(frozen=True)
class Judgement:
    """What was `told`, what of it was known from an instant on, and what followed, until when.

    `kept` are the same results, with what they hang on, and `cases` what they were judged on.
    """

    book: Book
    books: Mapping[str, Book]
    told: Facts
    since: datetime
    until: datetime
    facts: Facts
    results: tuple[Result, ...]
    kept: ByClause
    cases: ById

    def goes_on(self, book: Book, books: Mapping[str, Book], told: Facts, now: datetime) -> bool:
        """Whether nothing but meetings and documents may be otherwise at an instant."""
        return (
            self.since <= now < self.until
            and (self.book, self.books) == (book, books)
            and _common(self.told) == _common(told)
        )


def judge(
    book: Book,
    told: Facts,
    now: datetime,
    *,
    books: Mapping[str, Book],
    earlier: Judgement | None = None,
) -> Judgement:
    """Every result at `now` (aware UTC), as `evaluate` gives them; with an earlier judgement faster."""
    fresh, facts = told, None
    kept: ByClause = {}
    cases: ById = {}
    if earlier is not None and earlier.goes_on(book, books, told, now):
        fresh = _changed(told, earlier.told)
        facts = _with_earlier(known(fresh, now), told, fresh, earlier.facts)
        kept, cases = earlier.kept, earlier.cases
    view = View(book, facts or known(told, now), now, books)
    targets = _Targets(view, cases)
    evaluation = _Evaluation(Asking(view), targets, of=view, earlier=kept)
    results = tuple(evaluation.results())
    # What is kept says the same at least until it was to be made anew.
    until = next_change(fresh, now, evaluation.made)
    if facts is not None and earlier is not None:
        until = min(until, earlier.until)
    return Judgement(
        book, books, told, now, until, view.facts, results, evaluation.kept, targets.found
    )


def _common(told: Facts) -> Facts:
    return replace(told, meetings=(), documents=())


def _changed(told: Facts, before: Facts) -> Facts:
    """The facts without the meetings and documents that are as they were."""
    return replace(
        told,
        meetings=_others(told.meetings, before.meetings),
        documents=_others(told.documents, before.documents),
    )


def _others[T: (Meeting, Document)](now: tuple[T, ...], before: tuple[T, ...]) -> tuple[T, ...]:
    earlier = {one.id: one for one in before}
    pairs = ((one, earlier.get(one.id)) for one in now)
    return tuple(one for one, was in pairs if one is not was and one != was)


def _with_earlier(facts: Facts, told: Facts, fresh: Facts, earlier: Facts) -> Facts:
    """What is known of what changed, and of all else that is still told what was known before."""
    return replace(
        facts,
        meetings=_merged(facts.meetings, told.meetings, fresh.meetings, earlier.meetings),
        documents=_merged(facts.documents, told.documents, fresh.documents, earlier.documents),
    )


def _merged[T: (Meeting, Document)](
    facts: tuple[T, ...], told: tuple[T, ...], fresh: tuple[T, ...], earlier: tuple[T, ...]
) -> tuple[T, ...]:
    changed = {one.id for one in fresh}
    found = {one.id: one for one in earlier if one.id not in changed}
    found |= {one.id: one for one in facts}
    return tuple(found[one.id] for one in told if one.id in found)


@dataclass(frozen=True)
class _Targets(Targets):
    """The cases, as before where they are of the same objects and were fixed alike beforehand."""

    earlier: ById
    found: dict[tuple[str, str], Case] = field(default_factory=dict)

    def _cycle(self, cycle: Cycle) -> Case:
        return self._as_before(super()._cycle(cycle))

    def _meeting(self, meeting: Meeting) -> Case:
        # It has two places: among all meetings, and in its slot.
        known_of = self.found.get(("meeting", meeting.id))
        if known_of is not None and known_of.meeting is meeting:
            return known_of
        name = "meeting", meeting.id
        case = self.earlier.get(name)
        # What it opened under does not change, and hangs on what the forum has in common.
        if meeting.opened_at is not None and case is not None and case.meeting is meeting:
            self.found[name] = case
            return case
        return self._as_before(super()._meeting(meeting))

    def _slot(self, of_cycle: Case, number: int, code: str) -> Case:
        return self._as_before(super()._slot(of_cycle, number, code))

    def _document(self, document: Document) -> Case:
        name = "document", document.id
        case = self.earlier.get(name)
        meeting = self.view.by_id.get(document.meeting or "")
        if case is not None and case.document is document and case.meeting is meeting:
            self.found[name] = case
            return case
        return self._as_before(super()._document(document))

    def _procedure(self, procedure: Procedure) -> Case:
        return self._as_before(super()._procedure(procedure))

    def _as_before(self, case: Case) -> Case:
        name = case.target.kind, case.target.id
        before = self.earlier.get(name)
        if before is not None and _is_same(before, case):
            case = before
        self.found[name] = case
        return case


@dataclass
class _Evaluation(Evaluation):
    """A run in which what hangs on nothing that changed is not asked again; `made` are the others."""

    view: Asking
    of: View = field(kw_only=True)
    earlier: ByClause = field(kw_only=True)
    kept: dict[str, Said] = field(default_factory=dict)
    made: list[Result] = field(default_factory=list)
    _held: dict[Answer, bool] = field(default_factory=dict)

    def _of_clause(self, id: str, rows: list[tuple[Case, Clause]]) -> tuple[Result, ...]:
        """What a clause says of each case, as before where nothing that it hangs on is otherwise."""
        before = self.earlier.get(id)
        cases = tuple(case for case, _clause in rows)
        if before is None or not self._is_as_before(before, cases):
            kept = tuple(self._each(before, rows))
            results = tuple(one.result for one in kept)
            answers = frozenset(answer for one in kept for answer in one.answers)
            before = Said(cases, kept, results, answers)
        self.kept[id] = before
        return before.results

    def _is_as_before(self, before: Said, cases: tuple[Case, ...]) -> bool:
        return (
            len(before.cases) == len(cases)
            and all(map(is_, before.cases, cases))
            and all(map(self._holds, before.answers))
        )

    def _each(self, before: Said | None, rows: list[tuple[Case, Clause]]) -> Iterator[Kept]:
        known_of = {one.case.target.id: one for one in before.kept} if before is not None else {}
        for case, clause in rows:
            one = known_of.get(case.target.id)
            is_same = one is not None and (one.case is case or _is_same(one.case, case))
            if one is None or not is_same or not all(map(self._holds, one.answers)):
                self.view.noted()
                result = self.result(clause, case)
                self.made.append(result)
                one = Kept(case, result, self.view.noted())
            yield one

    def _holds(self, answer: Answer) -> bool:
        """Whether an answer that a result hangs on is the same; each is asked once."""
        held = self._held.get(answer)
        if held is None:
            held = self._held[answer] = answer.holds(self.of)
        return held


def _is_same(before: Case, case: Case) -> bool:
    """Whether two cases are of the same objects, and were fixed alike beforehand."""
    for name in PARTS:
        was, now = getattr(before, name), getattr(case, name)
        if was is not now and (isinstance(now, Meeting | Document) or was != now):
            return False
    return True

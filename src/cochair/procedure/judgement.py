"""Results after a change: what hangs on nothing that changed is taken from the results before.

The same as a full evaluation, and as pure: of the same facts at the same instant the results are the
same, whatever was judged before.  While no instant passes at which something may change, the meetings
and documents that are as they were are known as they were; and a clause that was judged on the same
case, and that would be answered the same about every other meeting that it asked for, says the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from cochair.procedure.asking import Answer, Asking
from cochair.procedure.book import Book
from cochair.procedure.clause import Clause
from cochair.procedure.evaluate import Evaluation
from cochair.procedure.facts import Document, Facts, Meeting, known
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


type ByName = Mapping[tuple[str, str], Kept]
"""By clause, and the id of what it was judged on."""


@dataclass(frozen=True)
class Judgement:
    """What was `told`, what of it was known from an instant on, and what followed, until when.

    `kept` are the same results, each with what it hangs on.
    """

    book: Book
    books: Mapping[str, Book]
    told: Facts
    since: datetime
    until: datetime
    facts: Facts
    results: tuple[Result, ...]
    kept: ByName

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
    kept: ByName = {}
    if earlier is not None and earlier.goes_on(book, books, told, now):
        fresh = _changed(told, earlier.told)
        facts = _with_earlier(known(fresh, now), told, fresh, earlier.facts)
        kept = earlier.kept
    view = View(book, facts or known(told, now), now, books)
    papers = {one.case.target.id: one.case for one in kept.values() if one.case.document}
    evaluation = _Evaluation(Asking(view), _Targets(view, papers), of=view, earlier=kept)
    results = tuple(evaluation.results())
    # What is kept says the same at least until it was to be made anew.
    until = next_change(fresh, now, evaluation.made)
    if facts is not None and earlier is not None:
        until = min(until, earlier.until)
    return Judgement(book, books, told, now, until, view.facts, results, evaluation.kept)


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
    """The cases, those of documents as before where document and meeting are the same objects."""

    earlier: Mapping[str, Case]

    def _document(self, document: Document) -> Case:
        case = self.earlier.get(document.id)
        meeting = self.view.by_id.get(document.meeting or "")
        if case is not None and case.document is document and case.meeting is meeting:
            return case
        return super()._document(document)


@dataclass
class _Evaluation(Evaluation):
    """A run in which what hangs on nothing that changed is not asked again; `made` are the others."""

    view: Asking
    of: View = field(kw_only=True)
    earlier: ByName = field(kw_only=True)
    kept: dict[tuple[str, str], Kept] = field(default_factory=dict)
    made: list[Result] = field(default_factory=list)
    _compared: dict[int, tuple[Case, Case, bool]] = field(default_factory=dict)
    _held: dict[Answer, bool] = field(default_factory=dict)

    def result(self, clause: Clause, case: Case) -> Result:
        """What a clause says of a case, as before where nothing that it hangs on is otherwise."""
        name = clause.id, case.target.id
        one = self.earlier.get(name)
        if one is None or not self._is_as_before(one.case, case) or not self._holds(one):
            self.view.noted()
            result = super().result(clause, case)
            self.made.append(result)
            one = Kept(case, result, self.view.noted())
        self.kept[name] = one
        return one.result

    def _is_as_before(self, before: Case, case: Case) -> bool:
        if before is case:
            return True
        known_of = self._compared.get(id(case))
        if known_of is None or known_of[1] is not before:
            # Both are held, so that no other case takes their place in memory.
            known_of = self._compared[id(case)] = case, before, _is_same(before, case)
        return known_of[2]

    def _holds(self, one: Kept) -> bool:
        """Whether every answer that a result hangs on is the same; each is asked once."""
        for answer in one.answers:
            if answer not in self._held:
                self._held[answer] = answer.holds(self.of)
            if not self._held[answer]:
                return False
        return True


def _is_same(before: Case, case: Case) -> bool:
    """Whether two cases are of the same objects, and were fixed alike beforehand."""
    for name in PARTS:
        was, now = getattr(before, name), getattr(case, name)
        if was is not now and (isinstance(now, Meeting | Document) or was != now):
            return False
    return True

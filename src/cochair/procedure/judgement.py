"""Results after a change: what hangs on nothing that changed is taken from the results before.

The same as a full evaluation, and as pure: of the same facts at the same instant the results are the
same, whatever was judged before.  While no instant passes at which something may change, the meetings
and documents that are as they were are known as they were; and a document whose meeting is the same
keeps its results, because its clauses ask for nothing but these two and what the forum has in common.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from cochair.procedure.book import Book
from cochair.procedure.clause import Clause
from cochair.procedure.evaluate import Evaluation
from cochair.procedure.facts import Document, Facts, Meeting, known
from cochair.procedure.horizon import next_change
from cochair.procedure.result import Result
from cochair.procedure.targets import Targets
from cochair.procedure.view import Case, View

# What a clause on documents may be due by, so that it asks for no other meeting.
OWN_DUE = frozenset({None, "document.language_due"})

type Kept = Mapping[tuple[str, str], tuple[Case, Result]]


@dataclass(frozen=True)
class Judgement:
    """What was `told`, what of it was known from an instant on, and what followed, until when.

    `kept` are the results that hang on one document and its meeting alone, by clause and document.
    """

    book: Book
    books: Mapping[str, Book]
    told: Facts
    since: datetime
    until: datetime
    facts: Facts
    results: tuple[Result, ...]
    kept: Kept

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
    kept: Kept = {}
    if earlier is not None and earlier.goes_on(book, books, told, now):
        fresh = _changed(told, earlier.told)
        facts = _with_earlier(known(fresh, now), told, fresh, earlier.facts)
        kept = earlier.kept
    view = View(book, facts or known(told, now), now, books)
    evaluation = _Evaluation(
        view, _Targets(view, {name: one[0] for (_rule, name), one in kept.items()})
    )
    evaluation.earlier = kept
    results = tuple(evaluation.results())
    until = next_change(fresh, now, results)
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
    known_before = {one.id: one for one in before}
    return tuple(one for one in now if known_before.get(one.id) != one)


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
    earlier: Kept = field(default_factory=dict)
    kept: dict[tuple[str, str], tuple[Case, Result]] = field(default_factory=dict)

    def result(self, clause: Clause, case: Case) -> Result:
        if case.document is None or clause.check.due not in OWN_DUE:
            return super().result(clause, case)
        name = clause.id, case.target.id
        before = self.earlier.get(name)
        result = before[1] if before and before[0] is case else super().result(clause, case)
        self.kept[name] = case, result
        return result

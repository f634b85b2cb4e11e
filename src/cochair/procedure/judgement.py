"""Results after a change: what hangs on nothing that changed is taken from the results before.

The same as a full evaluation, and as pure: of the same facts at the same instant the results are the
same, whatever was judged before.  While no instant passes at which something may change, the meetings
and documents that are as they were are known as they were; and a clause that was judged on the same
case, and that would be answered the same about every other meeting that it asked for, says the same.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from operator import is_

from cochair.procedure.asking import OF_COUNTED, Answer, Asking
from cochair.procedure.book import Book
from cochair.procedure.clause import Clause
from cochair.procedure.earlier_cases import Cases, TargetsAgain, is_same
from cochair.procedure.evaluate import Evaluation
from cochair.procedure.facts import Document, Facts, Meeting, known
from cochair.procedure.horizon import next_change
from cochair.procedure.result import Result
from cochair.procedure.view import Case, View


@dataclass(frozen=True, slots=True)
class Kept:
    """What a clause said of a case, with the answers about other meetings that it asked for."""

    case: Case
    result: Result
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause said of all its cases, in their order, and all answers that it hangs on.

    It found them `among` some groups, as `versions` of the clause ask for them.
    """

    versions: Mapping[str, Clause]
    among: tuple[Hashable, ...]
    kept: tuple[Kept, ...]
    results: tuple[Result, ...]
    answers: frozenset[Answer]


type ByClause = Mapping[str, Said]


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
    by_clause: Mapping[str, tuple[Result, ...]]
    kept: ByClause
    cases: Cases

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
    kept: ByClause = {}
    cases, until = Cases(), None
    if earlier is None or not earlier.goes_on(book, books, told, now):
        fresh, facts = told, known(told, now)
    else:
        fresh = _changed(told, earlier.told)
        facts = _with_earlier(known(fresh, now), told, fresh, earlier)
        kept, cases, until = earlier.kept, earlier.cases, earlier.until
    view = View(book, facts, now, books)
    targets = TargetsAgain(view, cases)
    evaluation = _Evaluation(Asking(view), targets, of=view, earlier=kept)
    by_clause = evaluation.by_clause()
    # What is kept says the same at least until it was to be made anew.
    ends = next_change(fresh, now, evaluation.made)
    return Judgement(
        book,
        books,
        told,
        now,
        min(ends, until or ends),
        view.facts,
        tuple(chain.from_iterable(by_clause.values())),
        by_clause,
        evaluation.kept,
        targets.found,
    )


def _common(told: Facts) -> Facts:
    return replace(told, meetings=(), documents=())


def _changed(told: Facts, before: Facts) -> Facts:
    """The meetings and documents that are not as they were, and nothing else."""
    return Facts(
        told.forum,
        told.zone,
        meetings=_others(told.meetings, before.meetings),
        documents=_others(told.documents, before.documents),
    )


def _others[T: (Meeting, Document)](now: tuple[T, ...], before: tuple[T, ...]) -> tuple[T, ...]:
    if now == before:
        return ()
    earlier = {one.id: one for one in before}
    pairs = ((one, earlier.get(one.id)) for one in now)
    return tuple(one for one, was in pairs if one is not was and one != was)


def _with_earlier(facts: Facts, told: Facts, fresh: Facts, earlier: Judgement) -> Facts:
    """What is known of what changed, and of all else that is still told what was known before."""
    was, then = earlier.facts, earlier.told
    return replace(
        was,
        meetings=was.meetings
        if told.meetings == then.meetings
        else _merged(facts.meetings, told.meetings, fresh.meetings, was.meetings),
        documents=was.documents
        if told.documents == then.documents
        else _merged(facts.documents, told.documents, fresh.documents, was.documents),
    )


def _merged[T: (Meeting, Document)](
    facts: tuple[T, ...], told: tuple[T, ...], fresh: tuple[T, ...], earlier: tuple[T, ...]
) -> tuple[T, ...]:
    changed = {one.id for one in fresh}
    found = {one.id: one for one in earlier if one.id not in changed}
    found |= {one.id: one for one in facts}
    return tuple(found[one.id] for one in told if one.id in found)


@dataclass
class _Evaluation(Evaluation):
    """A run in which what hangs on nothing that changed is not asked again; `made` are the others."""

    view: Asking
    targets: TargetsAgain
    of: View = field(kw_only=True)
    earlier: ByClause = field(kw_only=True)
    kept: dict[str, Said] = field(default_factory=dict)
    made: list[Result] = field(default_factory=list)
    _held: dict[Answer, bool] = field(default_factory=dict)

    @cached_property
    def _counts_the_same(self) -> bool:
        return self.targets.count_the_same

    def _of_clause(self, id: str, versions: Mapping[str, Clause]) -> tuple[Result, ...]:
        """What a clause says of each case, as before where nothing that it hangs on is otherwise."""
        before = self.earlier.get(id)
        among: tuple[Hashable, ...] = (self.targets.early,)
        for clause in versions.values():
            among += tuple(self._among(clause))
        if before is None or not self._is_as_before(before, versions, among):
            before = self._said(before, versions, among)
        self.kept[id] = before
        return before.results

    def _is_as_before(
        self, before: Said, versions: Mapping[str, Clause], among: tuple[Hashable, ...]
    ) -> bool:
        return (
            len(before.among) == len(among)
            and all(map(is_, before.among, among))
            and before.versions == versions
            and all(map(self._holds, before.answers))
        )

    def _said(
        self, before: Said | None, versions: Mapping[str, Clause], among: tuple[Hashable, ...]
    ) -> Said:
        pairs = self._in_their_places(before, versions, among)
        if before is None or pairs is None:
            rows = self._rows(versions)
            kept = tuple(self._each(before.kept if before is not None else (), rows))
        else:
            whole = all(map(self._holds, before.answers))
            kept = tuple(
                one
                if (case := pairs.get(id(one.case), one.case)) is one.case
                and (whole or all(map(self._holds, one.answers)))
                else self._judged_again(one, case, versions[case.book.version])
                for one in before.kept
            )
        as_before = before is not None and len(kept) == len(before.kept)
        if before is not None and as_before and all(map(_says_the_same, before.kept, kept)):
            # What is made of the same results is the same.
            return replace(before, versions=versions, among=among, kept=kept)
        results = tuple([one.result for one in kept])
        answers = frozenset(chain.from_iterable([one.answers for one in kept if one.answers]))
        return Said(versions, among, kept, results, answers)

    def _in_their_places(
        self, before: Said | None, versions: Mapping[str, Clause], among: tuple[Hashable, ...]
    ) -> Mapping[int, Case] | None:
        """The cases that stand where others stood, by what tells those; None where more is otherwise."""
        if before is None or before.versions != versions or len(before.among) != len(among):
            return None
        found: dict[int, Case] = {}
        for was, now in zip(before.among, among, strict=True):
            if was is now:
                continue
            if not isinstance(was, tuple) or not isinstance(now, tuple) or len(was) != len(now):
                return None
            for one, other in zip(was, now, strict=True):
                if one is not other:
                    if not _stands_where(one, other) or found.get(id(one), other) is not other:
                        return None
                    found[id(one)] = other
        return found

    def _each(self, before: tuple[Kept, ...], rows: list[tuple[Case, Clause]]) -> Iterator[Kept]:
        known_of = {one.case.target.id: one for one in before}
        for case, clause in rows:
            one = known_of.get(case.target.id)
            yield self._judged_again(one, case, clause)

    def _judged_again(self, one: Kept | None, case: Case, clause: Clause) -> Kept:
        """What a clause says of a case, as it was kept where that is so."""
        as_it_was = one is not None and (one.case is case or is_same(one.case, case))
        if one is None or not (as_it_was and all(map(self._holds, one.answers))):
            self.view.noted()
            result = self.result(clause, case)
            self.made.append(result)
            return Kept(case, result, self.view.noted())
        # The case is always one of those that stand in the groups.
        return one if one.case is case else replace(one, case=case)

    def _holds(self, answer: Answer) -> bool:
        """Whether an answer that a result hangs on is the same; each is asked once."""
        if self._counts_the_same and answer.ask in OF_COUNTED:
            return True
        held = self._held.get(answer)
        if held is None:
            held = self._held[answer] = answer.holds(self.of)
        return held


def _says_the_same(before: Kept, now: Kept) -> bool:
    return before is now or (before.result is now.result and before.answers is now.answers)


def _stands_where(before: Case, now: Case) -> bool:
    """Whether a clause asks of one case what it asks of another, and at the same place."""
    return _place(before) == _place(now)


def _place(case: Case) -> tuple[object, ...]:
    meeting = case.meeting.id if case.meeting is not None else None
    version = case.book.version
    return case.target, case.order, version, case.configuration, meeting, case.cycle is None

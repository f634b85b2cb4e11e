"""The results of a forum at an instant, and what pages ask of them.

Facts are read once for each version of the ledger, and results are kept until a fact
changes or another instant is asked for, so that a page costs the same with any history.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import chain
from threading import Lock

from cochair.features.compliance import facts as shell
from cochair.features.compliance.models import Publication, SourcePassage, SourceText, Statement
from cochair.features.cycles.models import Cycle
from cochair.features.parties import anew
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.journal.table_cache import TableCache
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.clause import Clause
from cochair.procedure.facts import Facts
from cochair.procedure.judgement import Judgement, judge
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Ground, Outcome, Result, Target, rolled_up
from cochair.web import moments


def facts(forum: Forum) -> Facts:
    """Everything known about the forum as it stands; the same while none of it is written."""
    return _FACTS.get(forum.slug, forum.pk, lambda: shell.gather(anew.forum(forum.pk)))


_FACTS: TableCache[Facts] = TableCache(8, is_part=True)


def facts_at(forum: Forum, at: datetime) -> Facts:
    """What was known at an instant."""
    return judged(forum, at).facts


def results(forum: Forum, at: datetime) -> "Results":
    """The result of every clause at an instant, in the order of the clauses."""
    return judged(forum, at).results


def result_on(forum: Forum, rule: str, target: str, at: datetime) -> Result | None:
    """What one clause says of one thing at an instant; None when it is not judged on it."""
    found = results(forum, at).by_clause.get(rule, NO_RESULTS)
    return next(iter(found.by_own_target.get(target, ())), None)


A_MOMENT = timedelta(microseconds=1)
FORUM, CYCLE, DOCUMENT = "forum", "cycle", "document"
NOTHING_TO_JUDGE = Sentence(_("There is nothing in this cycle to which the clause applies."))


class OnceAsked[K, V](Mapping[K, V]):
    """What is made for each of some keys, when it is asked for."""

    def __init__(self, keys: Collection[K], make: Callable[[K], V]) -> None:
        self._keys, self._make = keys, make
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class Results(tuple[Result, ...]):
    """Results with their indexes, made once, so that a page does not pay for old history."""

    @cached_property
    def by_clause(self) -> Mapping[str, "Results"]:
        """Results by clause, in their order."""
        found = _grouped(self, lambda result: result.rule)
        return {rule: Results(rows) for rule, rows in found.items()}

    def of_target(self, id: str) -> "Results":
        """The results whose target has an id."""
        rows = self.by_clause.values()
        return Results(chain.from_iterable(one.by_own_target.get(id, ()) for one in rows))

    @cached_property
    def by_own_target(self) -> Mapping[str, Sequence[Result]]:
        """Of one clause: its results by the id of what they were judged on."""
        return _grouped(self, lambda result: result.target.id)

    @cached_property
    def by_own_cycle(self) -> Mapping[int | None, Sequence[Result]]:
        """Of one clause: its results by the cycle of their target."""
        return _grouped(self, lambda result: result.target.cycle)

    @cached_property
    def on_cycles(self) -> Mapping[int | None, Target]:
        """Of one clause: the cycles that it was judged on themselves."""
        return {one.target.cycle: one.target for one in self if one.target.kind == CYCLE}

    @cached_property
    def on_forum(self) -> str:
        """Of one clause: the id of the forum, if it was judged on that."""
        return next((one.target.id for one in self if one.target.kind == FORUM), "")

    @cached_property
    def by_cycle(self) -> Mapping[int, "Results"]:
        """Results by the cycle of their target; what is judged on the forum belongs to each.

        A clause with nothing to judge in a cycle does not apply there, so that a statement
        of any cycle names every clause.  Each cycle is gathered when it is asked for.
        """
        every = self.by_clause.values()
        numbers: dict[int | None, Target] = {}
        for rows in every:
            numbers |= rows.on_cycles
        # Where no clause is judged on cycles themselves, they are known by what is judged in them.
        forum = next(filter(None, (rows.on_forum for rows in every)), "")
        for number in (
            {one for rows in every for one in rows.by_own_cycle} - numbers.keys() - {None}
        ):
            numbers[number] = Target(CYCLE, f"{forum}-cycle-{number}", number)
        targets = {one.cycle: one for one in numbers.values() if one.cycle is not None}
        return OnceAsked(
            targets,
            lambda number: Results(
                result
                for rows in every
                for result in _in_cycle(rows, targets[number])
                or (_nothing_to_judge(rows[0], targets[number]),)
            ),
        )

    @cached_property
    def outcomes(self) -> Mapping[str, Outcome]:
        """One outcome for each clause, rolled up as corrections.md section 1 says."""
        return {
            rule: rolled_up(result.outcome for result in rows)
            for rule, rows in self.by_clause.items()
        }

    @cached_property
    def tally(self) -> Counter[str]:
        """How many of each outcome."""
        return Counter(result.outcome for result in self)

    def narrowed(self, keeps: Callable[[Result], bool]) -> "Results":
        """Those of the results that are kept.

        Of a clause whose rows in a cycle are all left out it is not said there that it has nothing
        to judge: that would be false.
        """
        made = Results(filter(keeps, self))
        every = self.by_cycle
        vars(made)["by_cycle"] = OnceAsked(
            every, lambda number: Results(filter(keeps, every[number]))
        )
        return made


def _grouped[K](rows: Iterable[Result], key: Callable[[Result], K]) -> Mapping[K, Sequence[Result]]:
    groups: dict[K, list[Result]] = {}
    for result in rows:
        groups.setdefault(key(result), []).append(result)
    return groups


def _of(made: Judgement, earlier: "Judged | None") -> Results:
    """The results of a judgement; of a clause that says what it said they are the same, with their
    indexes."""
    found = Results(made.results)
    before = earlier.made.by_clause if earlier is not None else {}
    known_of = earlier.results.by_clause if earlier is not None else {}
    vars(found)["by_clause"] = {
        rule: known_of[rule] if before.get(rule) is rows else Results(rows)
        for rule, rows in made.by_clause.items()
        if rows
    }
    return found


NO_RESULTS = Results()


def _in_cycle(rows: Results, cycle: Target) -> tuple[Result, ...]:
    if not rows.on_forum:
        return tuple(rows.by_own_cycle.get(cycle.cycle, ()))
    return tuple(r for r in rows if r.target.cycle == cycle.cycle or r.target.kind == FORUM)


def _nothing_to_judge(elsewhere: Result, cycle: Target) -> Result:
    return Result(
        rule=elsewhere.rule,
        target=cycle,
        outcome=Outcome.NOT_APPLICABLE,
        ground=Ground.CONDITION_ABSENT,
        due_basis=elsewhere.due_basis,
        says=(NOTHING_TO_JUDGE,),
        procedure_version=elsewhere.procedure_version,
    )


@dataclass(frozen=True)
class Judged:
    """What was known at an instant, what followed from it, and until when it holds.

    It was made of all facts that are `told`, by these versions of the procedures.
    """

    since: datetime
    until: datetime
    facts: Facts
    results: Results
    told: Facts
    books: tuple[Book, ...]
    made: Judgement


def judged(forum: Forum, at: datetime) -> Judged:
    """Facts and results at an instant; kept while no fact is added and none falls due."""
    told, known_books = facts(forum), parties.books(forum)
    for kept in _KEPT.get(forum.pk, ()):
        if kept.told is told and kept.books == known_books and kept.since <= at < kept.until:
            return kept
    made = _judged(forum, told, known_books, moments.plain(at))
    # It holds until then, whatever it compared the instant with.
    assert made.since <= at < made.until
    with _GATE:
        # Past instants are asked of the same facts; of others than these nobody asks any more.
        others = [one for one in _KEPT.get(forum.pk, ()) if one.told is told]
        _KEPT[forum.pk] = (made, *others[: KEPT_AT_MOST - 1])
    return made


def _judged(forum: Forum, told: Facts, known_books: tuple[Book, ...], at: datetime) -> Judged:
    by_version = {book.version: book for book in known_books}
    kept = _KEPT.get(forum.pk, ())
    earlier = next((one for one in kept if one.since <= at < one.until), None)
    before = earlier.made if earlier is not None else None
    made = judge(parties.book(forum, at), told, at, books=by_version, earlier=before)
    return Judged(at, made.until, made.facts, _of(made, earlier), told, known_books, made)


# By forum what was judged last, of the facts as they stand.
_KEPT: dict[int, tuple[Judged, ...]] = {}
_GATE = Lock()
KEPT_AT_MOST = 4


def forget() -> None:
    """Drop everything kept; tests do so between two stories."""
    _KEPT.clear()
    _FACTS.clear()


def of_cycle(results: Results, number: int) -> Results:
    """The results of a cycle, with those of the forum as a whole: every clause has one."""
    return results.by_cycle.get(number, NO_RESULTS)


def books(forum: Forum) -> Mapping[str, Book]:
    """Every version of the procedures by its number, oldest first."""
    return {book.version: book for book in parties.books(forum)}


def book_of_cycle(forum: Forum, cycle: Cycle, at: datetime) -> Book:
    """The version by which a cycle is judged at an instant: of one that is over, its last day's."""
    return parties.book(forum, min(at, end_of_day(cycle.end, forum.zone) - A_MOMENT))


def clause_in(forum: Forum, rule: str, *versions: str) -> tuple[str, Clause] | None:
    """A clause as the first of some versions says it that has it, else the newest; with the version.

    What was judged by a version is told by that version, also when a later one took it out.
    """
    known = books(forum)
    for version in (*versions, *[*known][::-1]):
        if version in known and rule in known[version].by_id:
            return version, known[version].by_id[rule]
    return None


def with_clauses(forum: Forum, results: Iterable[Result]) -> list[tuple[Result, Clause]]:
    """Results, each with its clause as the version says it by which it was judged."""
    known = books(forum)
    return [(one, known[one.procedure_version].by_id[one.rule]) for one in results]


def cycle_numbers(forum: Forum, at: datetime) -> frozenset[int]:
    """The cycles known at an instant."""
    return frozenset(cycle.number for cycle in facts_at(forum, at).cycles)


def meeting_ids(forum: Forum, at: datetime) -> frozenset[str]:
    """The meetings known at an instant."""
    return frozenset(meeting.id for meeting in facts_at(forum, at).meetings)


def source_text(forum: Forum) -> SourceText | None:
    """The official text that was attached last, if any."""
    return SourceText.objects.filter(procedures__forum=forum).first()


def passages(text: SourceText) -> Mapping[str, SourcePassage]:
    """The official words by clause."""
    return {row.rule: row for row in SourcePassage.objects.filter(text=text)}


def today(forum: Forum, at: datetime) -> date:
    """The civil day of an instant in the forum's zone."""
    return civil_day(at, forum.zone)


def option_values(forum: Forum, at: datetime) -> Mapping[str, object]:
    """Every option with the value in force at an instant."""
    return option_values_of(parties.book(forum, at), facts_at(forum, at))


def option_values_of(book: Book, known_then: Facts) -> Mapping[str, object]:
    """Every option of a version as it stands by the facts of an instant.

    What was set before the version was adopted is over: the version says it itself.
    """
    adopted = next((one.at for one in known_then.versions if one.number == book.version), None)
    values = {key: option.value for key, option in book.options.items()}
    for change in known_then.options:
        if adopted is None or change.at >= adopted:
            values[change.key] = change.value
    return values


def statements(cycle: Cycle) -> tuple[Statement, ...]:
    """The statements of a cycle that both signed, each with its act."""
    return tuple(Statement.objects.filter(cycle=cycle).select_related("act"))


def publication(forum: Forum) -> Publication | None:
    """The latest publication of results, if both ever agreed on one."""
    return Publication.objects.filter(forum=forum, kind="results").first()


def publication_of(forum: Forum, cycle: int) -> Publication | None:
    """The latest publication of the results of one cycle, if both ever agreed on one."""
    return Publication.objects.filter(forum=forum, kind="results", body__cycle=cycle).first()


def published(forum: Forum) -> Mapping[str, str]:
    """The outcomes that anyone may see, by clause; empty before a publication."""
    found = publication(forum)
    return dict(found.body["outcomes"]) if found else {}


# What asks for every language of a document; a language is lacking until it is there.
LANGUAGES = "languages_available"
OWED = frozenset({Outcome.NOT_MET, Outcome.NOT_YET_DUE})


def lacking_languages(forum: Forum, at: datetime) -> Iterator[Result]:
    """What the clause says at an instant (aware UTC) of each document that lacks a language."""
    clauses = [one.id for one in parties.book(forum, at).clauses_for(LANGUAGES)]
    judged = results(forum, at)
    for clause in clauses:
        for one in judged.by_clause.get(clause, NO_RESULTS):
            there = one.target.kind == DOCUMENT and one.due is not None
            if there and one.outcome in OWED and missing_languages(one):
                yield one


def missing_languages(result: Result) -> tuple[str, ...]:
    """The codes of the languages that the clause found missing."""
    found = next((said.facts["language"] for said in result.says if "language" in said.facts), ())
    return tuple(map(str, found)) if isinstance(found, tuple | list) else ()

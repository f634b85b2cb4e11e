"""The results of a forum at an instant, and what pages ask of them.

Facts are read once for each version of the ledger, and results are kept until a fact
changes or another instant is asked for, so that a page costs the same with any history.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache

from cochair.compliance import facts as shell
from cochair.compliance.models import Publication, SourcePassage, SourceText
from cochair.journal import queries as journal
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.procedure.calendar import civil_day
from cochair.procedure.evaluate import evaluate
from cochair.procedure.facts import Facts, known
from cochair.procedure.horizon import next_change
from cochair.procedure.result import Outcome, Result, rolled_up


def facts(forum: Forum) -> Facts:
    """Everything known about the forum as it stands."""
    return _facts(forum.pk, journal.version(forum.slug))


@lru_cache(maxsize=8)
def _facts(forum: int, version: str) -> Facts:
    return shell.gather(Forum.objects.get(pk=forum))


def facts_at(forum: Forum, at: datetime) -> Facts:
    """What was known at an instant."""
    return known(facts(forum), at)


def results(forum: Forum, at: datetime) -> tuple[Result, ...]:
    """The result of every clause at an instant, in the order of the clauses."""
    version = journal.version(forum.slug)
    kept = _KEPT.get((forum.pk, version))
    if kept is not None and kept[0] <= at < kept[1]:
        return kept[2]
    return _evaluated(forum.pk, version, at)


@lru_cache(maxsize=64)
def _evaluated(pk: int, version: str, at: datetime) -> tuple[Result, ...]:
    forum = Forum.objects.get(pk=pk)
    books = {book.version: book for book in parties.books(forum)}
    book = parties.book(forum, at)
    told = _facts(pk, version)
    found = evaluate(book, told, at, books=books)
    until = next_change(told, at, found)
    _KEPT[(pk, version)] = (at, until, found)
    while len(_KEPT) > KEPT_AT_MOST:
        _KEPT.pop(next(iter(_KEPT)))
    return found


# (forum, version of the facts) -> from when, until when, the results that hold in between.
_KEPT: dict[tuple[int, str], tuple[datetime, datetime, tuple[Result, ...]]] = {}
KEPT_AT_MOST = 8


def forget() -> None:
    """Drop everything kept; tests do so between two stories."""
    _KEPT.clear()
    _facts.cache_clear()
    _evaluated.cache_clear()


def of_cycle(results: Iterable[Result], number: int) -> tuple[Result, ...]:
    """The results whose target belongs to a cycle."""
    return tuple(result for result in results if result.target.cycle == number)


def of_meeting(results: Iterable[Result], meeting: str) -> tuple[Result, ...]:
    """The results whose target is a meeting."""
    return tuple(result for result in results if result.target.id == meeting)


def by_clause(results: Iterable[Result]) -> Mapping[str, tuple[Result, ...]]:
    """Results grouped by clause, in the order given."""
    grouped: dict[str, list[Result]] = {}
    for result in results:
        grouped.setdefault(result.rule, []).append(result)
    return {rule: tuple(rows) for rule, rows in grouped.items()}


def one_per_clause(results: Iterable[Result]) -> Mapping[str, Outcome]:
    """One outcome for each clause, rolled up as corrections.md section 1 says."""
    return {
        rule: rolled_up(result.outcome for result in rows)
        for rule, rows in by_clause(results).items()
    }


def tally(outcomes: Iterable[Outcome]) -> Counter[Outcome]:
    """How many of each outcome."""
    return Counter(outcomes)


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
    values = {key: option.value for key, option in parties.book(forum, at).options.items()}
    for change in facts_at(forum, at).options:
        values[change.key] = change.value
    return values


def publication(forum: Forum) -> Publication | None:
    """The latest publication of results, if both ever agreed on one."""
    return Publication.objects.filter(forum=forum, kind="results").first()


def published(forum: Forum) -> Mapping[str, str]:
    """The outcomes that anyone may see, by clause; empty before a publication."""
    found = publication(forum)
    return dict(found.body["outcomes"]) if found else {}

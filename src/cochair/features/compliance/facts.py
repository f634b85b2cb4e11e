"""Everything known about a forum, gathered for the core in a fixed number of queries."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cochair.features.action_points import facts as points
from cochair.features.commitments import facts as commitments
from cochair.features.compliance.models import Departure, OptionChange
from cochair.features.cycles import facts as cycles
from cochair.features.decisions import facts as decisions
from cochair.features.documents import facts as documents
from cochair.features.measures import facts as measures
from cochair.features.meetings import facts as meetings
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.programmes import facts as programmes
from cochair.features.records import facts as records
from cochair.features.registers import facts as registers
from cochair.features.review import facts as reviews
from cochair.features.stocktaking import facts as stocktaking
from cochair.journal.table_cache import TableCache
from cochair.procedure import facts
from cochair.procedure.book import Book
from cochair.procedure.calendar import start_of_day


def gather(forum: Forum) -> facts.Facts:
    """The facts of a forum, as they stand; `known(facts, at)` gives those of a past instant."""
    books = parties.books(forum)
    book = books[-1]
    roster = parties.roster(forum)
    promised = _read(forum, commitments.commitments)
    decided = _read(forum, decisions.known)
    met = decisions.with_decisions(meetings.meetings(forum), decided)
    met = points.with_points(met, points.known(forum))
    met = programmes.with_programmes(met, _read(forum, programmes.known))
    met = records.with_records(met, _read(forum, records.known))
    compared = commitments.with_comparisons(met, promised, _read(forum, commitments.compared))
    held = registers.with_registers(compared, _read(forum, registers.known))
    return facts.Facts(
        forum=forum.slug,
        zone=forum.zone,
        opened_at=forum.opened_at,
        known_until=forum.known_until,
        memberships=roster.memberships,
        terms=roster.terms,
        cycles=stocktaking.with_reports(
            cycles.cycles(forum, book), held, _read(forum, stocktaking.known)
        ),
        meetings=reviews.with_reviews(forum, held),
        documents=documents.documents(forum, decided.agreed),
        procedures=decided.procedures,
        instruments=_read(forum, commitments.instruments),
        commitments=promised,
        actions=_read(forum, measures.actions),
        indicators=_read(forum, measures.indicators),
        versions=(
            *(_version(book) for book in books if book.adopted),
            *_read(forum, reviews.adopted),
        ),
        departures=_read(forum, departures),
        options=_read(forum, option_changes),
    )


def _read[T](forum: Forum, of: Callable[[Forum], T]) -> T:
    """A part of the facts, read again only when something of it is written."""
    found: T = _PARTS.get(forum.slug, (forum.pk, of), lambda: of(forum))
    return found


_PARTS: TableCache[Any] = TableCache(128, is_part=True)


def departures(forum: Forum) -> tuple[facts.Departure, ...]:
    """Departures accepted by all Parties, oldest first."""
    return tuple(
        facts.Departure(
            id=f"departure-{row.pk}",
            at=row.at,
            rule=row.rule,
            target=row.target_id,
            reason=row.reason,
        )
        for row in Departure.objects.filter(forum=forum)
    )


def option_changes(forum: Forum) -> tuple[facts.OptionChange, ...]:
    """Options set by all Parties, oldest first."""
    return tuple(
        facts.OptionChange(at=row.at, key=row.key, value=row.value)
        for row in OptionChange.objects.filter(forum=forum)
    )


def _version(book: Book) -> facts.ProcedureVersion:
    """A version that came with the forum's files, which say themselves who adopted it."""
    adopted = book.adopted
    day = adopted["date"]
    assert isinstance(day, date)
    return facts.ProcedureVersion(
        number=book.version,
        at=start_of_day(day, book.zone),
        method=str(adopted["method"]),
        configuration=str(adopted["configuration"]) if adopted.get("configuration") else None,
        adopted_on=day,
        effective_from=book.effective_from,
    )

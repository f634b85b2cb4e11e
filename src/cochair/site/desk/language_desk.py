"""The language desk: which document is owed in which language, by whom, and since when.

Gaps come first.  What is owed and until when is what the clause on languages says; the desk
computes nothing of its own.  Source: domain.md C.7 (J4), US-04; clause I.2.6 as corrected.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cochair.features.compliance import queries as compliance
from cochair.features.compliance import visibility
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Revision
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Party
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import presenters
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.result import Outcome, Result

CHECK = "languages_available"
ON_A_PAGE = 50
# Gaps first: what is missed, what will be, what is in order, what nobody owes.
ORDER = (
    Outcome.NOT_MET,
    Outcome.NOT_YET_DUE,
    Outcome.DEPARTED,
    Outcome.MET,
    Outcome.UNKNOWN,
    Outcome.NOT_APPLICABLE,
)
GAPS = ORDER[:2]


@dataclass(frozen=True, slots=True)
class Owed:
    """What the clause says of one document."""

    result: Result
    overdue: int

    @property
    def is_gap(self) -> bool:
        """Whether a language is missing or stale, late already or not yet."""
        return self.result.outcome in GAPS


@dataclass(frozen=True, slots=True)
class Row:
    """A document on the desk: its languages, who owes them, how many days late."""

    line: presenters.Line
    owed: Owed
    owner: Party | None
    words: int

    @property
    def breaches(self) -> int:
        """In how many places its languages depart from the glossary."""
        return sum(one.breaches for one in self.line.languages)

    @property
    def days_late(self) -> int:
        """Days since the languages were due, for a gap; days it came too late, for what was met."""
        return self.owed.overdue or self.owed.result.late_days or 0


@dataclass(frozen=True, slots=True)
class Share:
    """What one Party, or nobody of a Party, owes: gaps now, and days late in all."""

    party: Party | None
    gaps: int
    days: int


def clauses(book: Book) -> tuple[str, ...]:
    """The clauses that ask for languages of documents."""
    return tuple(one.id for one in book.clauses_for(CHECK))


def owed(forum: Forum, hat: ActingOffice, at: datetime, wanted: Mapping[str, str]) -> list[Owed]:
    """What is owed for every document that a hat may read, gaps first, then by their day.

    `wanted` may name the slug of a meeting, and `gaps` to leave out what is in order.
    """
    book = parties.book(forum, at)
    results = visibility.results(forum, hat, at)
    found = [
        Owed(result, overdue(result, at, forum.zone))
        for clause in clauses(book)
        for result in results.by_clause.get(clause, compliance.NO_RESULTS)
        if result.target.kind == compliance.DOCUMENT
    ]
    if wanted.get("gaps"):
        found = [one for one in found if one.is_gap]
    if wanted.get("meeting"):
        there = set(
            documents.visible(forum, hat, at)
            .filter(meeting__slug=wanted["meeting"])
            .values_list("slug", flat=True)
        )
        found = [one for one in found if one.result.target.id in there]
    return sorted(found, key=_place)


def rows(forum: Forum, hat: ActingOffice, at: datetime, page: Sequence[Owed]) -> list[Row]:
    """The documents of one page of the desk, in its order; a fixed number of queries."""
    book, roster = parties.book(forum, at), parties.roster(forum)
    slugs = [one.result.target.id for one in page]
    found = documents.with_rows(documents.visible(forum, hat, at).filter(slug__in=slugs))
    known = {row.slug: row for row in found}
    by_key = {party.pk: party for party in roster.parties}
    made = []
    for one in page:
        row = known.get(one.result.target.id)
        if row is not None:
            made.append(_row(row, one, book, by_key))
    return made


def shares(forum: Forum, found: Sequence[Owed]) -> list[Share]:
    """Gaps and days late by the Party that owes them; whoever issued the revision owes it."""
    counted = [one for one in found if one.is_gap or one.result.late_days]
    owners = _owners(forum, [one.result.target.id for one in counted])
    totals: dict[int | None, list[int]] = {}
    for one in counted:
        kept = totals.setdefault(owners.get(one.result.target.id), [0, 0])
        kept[0] += one.is_gap
        kept[1] += one.overdue or one.result.late_days or 0
    by_key = {party.pk: party for party in parties.roster(forum).parties}
    return [
        Share(by_key.get(key) if key else None, gaps, days) for key, (gaps, days) in totals.items()
    ]


def _owners(forum: Forum, slugs: Sequence[str]) -> dict[str, int | None]:
    rows = Revision.objects.filter(
        document__forum=forum, document__slug__in=slugs, circulated_at__isnull=False
    )
    # The newest comes last and stays.
    return dict(rows.order_by("number").values_list("document__slug", "party"))


def _row(row: Document, one: Owed, book: Book, parties_by_key: Mapping[int, Party]) -> Row:
    line = presenters.line(row, book, book.languages, is_own=False)
    revision = line.revision
    source = next(
        (one.row for one in line.languages if revision and one.code == revision.source), None
    )
    owner = parties_by_key.get(revision.party_id or 0) if revision else None
    return Row(line, one, owner, source.words if source else 0)


def overdue(result: Result, at: datetime, zone: str) -> int:
    """Whole civil days since the languages were due, for a gap; 0 for everything else."""
    if result.outcome is not Outcome.NOT_MET or result.due is None:
        return 0
    return max(1, days_between(civil_day(result.due, zone), civil_day(at, zone)) + 1)


def _place(one: Owed) -> tuple[int, float, str]:
    result = one.result
    due = result.due.timestamp() if result.due else float("inf")
    return ORDER.index(result.outcome), due, result.target.id

"""Reads of commitments with what was said of them; each a fixed number of queries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.calendars import queries as calendars
from cochair.features.commitments.models import (
    Commitment,
    Instrument,
    PartyAssessment,
    ProgressReport,
)
from cochair.features.follow_up import statuses
from cochair.features.meetings import deadlines
from cochair.features.meetings.deadlines import Dated
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.publications import queries as publications
from cochair.features.register import adoptions
from cochair.journal import queries as journal
from cochair.journal.table_cache import TableCache
from cochair.kernel.archive import day, instant
from cochair.kernel.kind import Row
from cochair.procedure.calendar import civil_day
from cochair.procedure.timetable import ShownBy
from cochair.web.cache import LRUCache

IN_FORCE = "in_force"
SETTLE = "commitment.settle"
# How long before they are due reports are asked for.
ASKED_BEFORE = timedelta(days=30)
# What a table does not show, and would cost most to read.
NOT_IN_A_TABLE = ("source", "note", "paragraphs")
_SHOWN: LRUCache[tuple["Line", ...]] = LRUCache(8)
NOT_OF_AN_INSTRUMENT = ("source", "note", "languages")


@dataclass(frozen=True, slots=True)
class Line:
    """A commitment with its latest report, how many there are, and whether its status is old."""

    row: Commitment
    latest: ProgressReport | None
    reports: int
    stale: bool

    @property
    def status(self) -> str:
        """The status that was reported last, or that none was."""
        return self.latest.status if self.latest else statuses.NO_REPORT


def commitments(forum: Forum) -> QuerySet[Commitment]:
    """The commitments of a forum with their instruments, oldest instrument first."""
    rows = Commitment.objects.filter(instrument__forum=forum)
    return rows.select_related("instrument__forum").order_by("instrument__day", "slug")


def commitment(forum: Forum, slug: str) -> Commitment | None:
    """One commitment by its number, or None."""
    return (
        commitments(forum)
        .filter(slug=slug)
        .select_related("replaced_by", "act", "instrument__document")
        .first()
    )


def lines(forum: Forum, at: datetime) -> tuple[Line, ...]:
    """Every commitment of a forum as it stands at an instant (aware UTC); three queries."""
    return lines_on(forum, civil_day(at, forum.zone))


def shown(forum: Forum, at: datetime) -> tuple[Line, ...]:
    """The same for pages, read once for each version of the ledger and day (decision 21)."""
    today = civil_day(at, forum.zone)
    key = (forum.pk, journal.version(forum.slug), today)
    return _SHOWN.get(key, lambda: lines_on(forum, today))


def lines_on(forum: Forum, today: date) -> tuple[Line, ...]:
    """Every commitment of a forum; a status is old or not as of a civil day of its zone.

    Three queries.
    """
    known = Instrument.objects.filter(forum=forum).defer(*NOT_OF_AN_INSTRUMENT)
    instruments = known.in_bulk()
    rows = list(
        Commitment.objects.filter(instrument__forum=forum)
        .defer(*NOT_IN_A_TABLE)
        .annotate(last=Max("reports__pk"), number=Count("reports"))
        .order_by("instrument__day", "slug")
    )
    for row in rows:
        # One object for all that an instrument says: five hundred copies of it cost a page dear.
        row.instrument = instruments[row.instrument_id]
        row.instrument.forum = forum
    wanted = ProgressReport.objects.defer("words")
    found = wanted.in_bulk([row.last for row in rows if row.last])
    return tuple(_line(row, found.get(row.last), row.number, today, forum.zone) for row in rows)


def reports(row: Commitment) -> tuple[ProgressReport, ...]:
    """Every report on a commitment, the newest first."""
    return tuple(row.reports.order_by("-at", "-pk"))


def assessments(row: Commitment) -> Mapping[str, tuple[PartyAssessment, ...]]:
    """What each Party said, the newest first, by the code of the Party."""
    found: dict[str, list[PartyAssessment]] = {}
    for one in row.assessments.select_related("party").order_by("-at", "-pk"):
        found.setdefault(one.party.code, []).append(one)
    return {code: tuple(rows) for code, rows in found.items()}


def waiting(row: Commitment) -> list[JointAct]:
    """The open acts on a commitment."""
    forum = row.instrument.forum
    return list(acts.open_acts(forum).filter(subject_kind="commitment", subject_id=row.slug))


def stale_of(forum: Forum, code: str, at: datetime) -> tuple[Line, ...]:
    """The commitments in force of one owner that have no recent report of its own; none without a
    code.

    Who owns nothing costs one query.
    """
    if not code:
        return ()
    rows = Commitment.objects.filter(instrument__forum=forum, state=IN_FORCE)
    if not any(code in owned for owned in rows.values_list("owners", flat=True)):
        return ()
    own = [one for one in shown(forum, at) if code in one.row.owners and one.row.state == IN_FORCE]
    due = owing(forum, code, own, at)
    return tuple(one for one in own if one.row.pk in due)


def owing(forum: Forum, code: str, own: Iterable[Line], at: datetime) -> frozenset[int]:
    """The keys of those of its commitments on which an owner has said nothing for six months,
    whatever other owners said; one query."""
    rows = ProgressReport.objects.filter(commitment__instrument__forum=forum, author=code)
    last = dict(rows.values_list("commitment").annotate(Max("at")).order_by())
    today = civil_day(at, forum.zone)
    return frozenset(
        one.row.pk for one in own if statuses.is_stale(last.get(one.row.pk), today, forum.zone)
    )


def reported_since(forum: Forum, at: datetime) -> frozenset[tuple[str, str]]:
    """Who reported on which commitment since an instant (aware UTC): number and author."""
    rows = ProgressReport.objects.filter(commitment__instrument__forum=forum, at__gte=at)
    return frozenset(rows.values_list("commitment__slug", "author"))


def instruments(forum: Forum) -> tuple[Instrument, ...]:
    """The instruments of a forum that have commitments, oldest first."""
    return tuple(Instrument.objects.filter(forum=forum, commitments__isnull=False).distinct())


def counted(rows: Iterable[Line], areas: Iterable[str]) -> Mapping[str, Mapping[str, int]]:
    """How many commitments touch each area, by the status reported last."""
    grid = {area: dict.fromkeys(statuses.ALL, 0) for area in areas}
    for one in rows:
        for area in one.row.areas:
            if area in grid:
                grid[area][one.status] += 1
    return grid


def in_force_by_area(forum: Forum) -> Mapping[str, int]:
    """How many commitments in force touch each area: all that the public is told of them.

    Those of an instrument whose adopted words both have not published, and that no public source
    tells of, are not counted (US-08).
    """
    return _BY_AREA.get(forum.slug, forum.pk, lambda: _by_area(forum))


_BY_AREA: TableCache[Mapping[str, int]] = TableCache(8, is_part=True)


def _by_area(forum: Forum) -> Mapping[str, int]:
    found: dict[str, int] = {}
    standing = Commitment.objects.filter(instrument__forum=forum, state=IN_FORCE)
    ours = standing.filter(instrument__document__isnull=False)
    rows = standing.filter(
        Q(instrument__imported=True)
        | Q(instrument__attestation__isnull=False)
        | Q(instrument__document__in=_public(forum, ours.values("instrument__document")))
    )
    for areas in rows.values_list("areas", flat=True):
        for area in areas:
            found[area] = found.get(area, 0) + 1
    return found


def _public(forum: Forum, documents: QuerySet[Any, Any]) -> list[int]:
    """The keys of those of some documents of which both published the very words that they adopted."""
    return [
        one.document.pk
        for one in publications.finals(forum, among=documents)
        if adoptions.of_editions(one.document, one.editions) is not None
    ]


def _line(
    row: Commitment, latest: ProgressReport | None, number: int, today: date, zone: str
) -> Line:
    old = row.state == IN_FORCE and statuses.is_stale(latest.at if latest else None, today, zone)
    return Line(row, latest, number, old)


def archived(reader: Any) -> Iterator[Row]:
    """Every commitment of the forum as it stands, with its reports and what each Party thinks, for
    the archive of a reader (`archives.parts.Reader`)."""
    rows = (
        Commitment.objects.filter(instrument__forum=reader.forum)
        .select_related("instrument", "replaced_by")
        .prefetch_related("reports", "assessments__party")
    )
    for row in rows.order_by("instrument__day", "instrument__slug", "slug"):
        yield {
            "id": row.slug,
            "instrument": row.instrument.slug,
            "agreed_on": day(row.instrument.day),
            "text": row.text,
            "areas": row.areas,
            "purposes": row.purposes,
            "owners": row.owners,
            "paragraphs": row.paragraphs,
            "state": row.state,
            "settled_at": instant(row.settled_at),
            "replaced_by": row.replaced_by.slug if row.replaced_by else None,
            "reports": [
                {
                    "author": one.author,
                    "status": one.status,
                    "words": one.words,
                    "evidence": one.evidence,
                    "language": one.language,
                    "at": instant(one.at),
                }
                for one in row.reports.all()
            ],
            "assessments": [
                {
                    "party": one.party.code,
                    "words": one.words,
                    "language": one.language,
                    "at": instant(one.at),
                }
                for one in row.assessments.all()
            ],
        }


def report_dates(forum: Forum, at: datetime) -> Iterator[Dated]:
    """When reports are due, also past, for meetings that have not opened at an instant (aware UTC)."""
    book = parties.book(forum, at)
    for meeting in deadlines.still_with_dates(calendars.meetings_at(forum, at), at):
        for dated in deadlines.kept_here(book, calendars.NOTHING, meeting, at):
            if dated.entry.shown_by == ShownBy.PROGRESS_REPORTS and not meeting.opened_at:
                yield dated

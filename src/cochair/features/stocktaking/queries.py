"""Reads of stock-taking reports; each a fixed number of queries."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Commitment, LineComment, StocktakingReport
from cochair.features.cycles.models import Cycle
from cochair.features.follow_up import queries as following
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.stocktaking import content
from cochair.features.stocktaking.content import Content
from cochair.features.stocktaking.states import SUBJECT
from cochair.journal import queries as journal
from cochair.kernel import kind as kinds
from cochair.kernel.archive import instant
from cochair.kernel.handover import Reader, Row, handed
from cochair.procedure.calendar import civil_day
from cochair.web.cache import LRUCache

_SHOWN: LRUCache[Content] = LRUCache(8)


def reports(forum: Forum) -> tuple[StocktakingReport, ...]:
    """The reports of a forum, the newest cycle first."""
    rows = StocktakingReport.objects.filter(forum=forum)
    return tuple(rows.select_related("cycle", "document").order_by("-cycle__number"))


def report(forum: Forum, number: int) -> StocktakingReport | None:
    """The report of a cycle, or None."""
    rows = StocktakingReport.objects.filter(forum=forum, cycle__number=number)
    return rows.select_related(
        "forum", "cycle", "act", "document", "reported_to", "circulation"
    ).first()


def without(forum: Forum, at: datetime) -> tuple[Cycle, ...]:
    """The cycles that have begun and have no report yet, the newest first."""
    taken = StocktakingReport.objects.filter(forum=forum).values("cycle")
    rows = Cycle.objects.filter(forum=forum, start__lte=civil_day(at, forum.zone))
    return tuple(rows.exclude(pk__in=taken).order_by("-number"))


def content_of(row: StocktakingReport, at: datetime) -> Content:
    """What a report says: what both signed once it is final, and until then what is known."""
    if row.final_at is not None:
        return content.from_kept(row.content)
    return content.of_cycle(row.cycle, civil_day(at, row.forum.zone), row.foreword)


def shown(row: StocktakingReport, at: datetime) -> Content:
    """The same for pages, made once for each version of the ledger and day (decision 21)."""
    today = civil_day(at, row.forum.zone)
    key = (row.pk, journal.version(row.forum.slug), today)
    return _SHOWN.get(key, lambda: content_of(row, at))


def lines_of(row: StocktakingReport) -> tuple[Commitment, ...]:
    """The commitments that have a line: those both signed, and until then those in force."""
    rows = following.commitments(row.forum)
    if row.final_at is not None:
        return tuple(rows.filter(slug__in=[one["commitment"] for one in row.content["lines"]]))
    return tuple(rows.filter(state=following.IN_FORCE))


def comments(row: StocktakingReport) -> tuple[LineComment, ...]:
    """What was said of a report, oldest first."""
    return tuple(row.comments.select_related("commitment"))


def comment(row: StocktakingReport, pk: int) -> LineComment | None:
    """One comment, or None."""
    return row.comments.select_related("report__forum", "report__cycle").filter(pk=pk).first()


def waiting(row: StocktakingReport) -> list[JointAct]:
    """The open acts on a report."""
    rows = acts.open_acts(row.forum).filter(subject_kind=SUBJECT, subject_id=str(row.cycle.number))
    return list(rows)


def opening_configuration(forum: Forum, at: datetime) -> str:
    """The configuration whose meeting opens a cycle; empty where the procedures name none."""
    book = parties.book(forum, at)
    slots = book.pattern.slots if book.pattern else ()
    return min(slots)[1] if slots else ""


def closing_configuration(forum: Forum, at: datetime) -> str:
    """The configuration whose meeting is the last of a cycle; empty where the procedures name none."""
    book = parties.book(forum, at)
    slots = book.pattern.slots if book.pattern else ()
    return max(slots)[1] if slots else ""


def unreported(forum: Forum) -> QuerySet[Cycle]:
    """The cycles of a forum that are neither closed nor abandoned and have no report; one query."""
    taken = StocktakingReport.objects.filter(forum=forum).values("cycle")
    rows = Cycle.objects.filter(forum=forum, closed_at=None, abandoned_at=None)
    return rows.exclude(pk__in=taken).select_related("forum").order_by("number")


def following_meetings(row: StocktakingReport) -> tuple[Meeting, ...]:
    """The meetings to which the outcome can still be reported: not opened, of a later cycle."""
    rows = Meeting.objects.filter(
        forum=row.forum,
        cycle__number__gt=row.cycle.number,
        opened_at=None,
        cancelled_at=None,
    )
    return tuple(rows.select_related("cycle").order_by("cycle__number", "pk"))


def unfinished(forum: Forum) -> QuerySet[StocktakingReport]:
    """The reports of cycles that are not closed whose outcome was not reported yet; one query."""
    rows = StocktakingReport.objects.filter(forum=forum, reported_to=None, cycle__closed_at=None)
    return rows.select_related("forum", "cycle")


def ends_with(row: StocktakingReport) -> Cycle:
    """The cycle of which a report takes stock, with whose closing it ends."""
    return row.cycle


def archived(reader: Any) -> Iterator[kinds.Row]:
    """The stock-taking report of the cycle, once both made it final: what was signed, for the
    archive of a reader (`archives.parts.Reader`)."""
    rows = StocktakingReport.objects.filter(cycle=reader.cycle, final_at__isnull=False)
    for row in rows.select_related("act", "document"):
        yield {
            "cycle": reader.cycle.number,
            "final_at": instant(row.final_at),
            "act": row.act.number if row.act is not None else None,
            "document": row.document.slug if row.document is not None else None,
            "content": row.content,
        }


def handed_over(reader: Reader) -> Iterable[Row]:
    """The stock-taking reports that are not final, by their cycles, for the file of the next
    presidency."""
    slug = reader.forum.slug
    for one in reports(reader.forum):
        if one.final_at is None:
            number = one.cycle.number
            yield handed(
                reader.named.get(f"{slug}-cycle-{number}", {}),
                where=("commitments:stocktaking", slug, str(number)),
            )

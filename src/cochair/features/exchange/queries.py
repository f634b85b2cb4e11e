"""Reads of counts of exchanges; each a fixed number of queries."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from cochair.features.commitments.models import ExchangeCount
from cochair.features.exchange.periods import Period
from cochair.features.parties.models import Forum
from cochair.kernel.archive import instant
from cochair.kernel.kind import Row

SUBJECT = "exchange-count"


def counts(forum: Forum) -> QuerySet[ExchangeCount]:
    """All counts of a forum by number, also those that were corrected or withdrawn."""
    return ExchangeCount.objects.filter(forum=forum).select_related("forum").order_by("number")


def standing(forum: Forum) -> QuerySet[ExchangeCount]:
    """The counts that stand, the latest period first."""
    return counts(forum).filter(ended_at=None).order_by("-start", "channel", "kind", "party")


def count(forum: Forum, number: int) -> ExchangeCount | None:
    """One count, also where it stands no longer, or None."""
    return counts(forum).filter(number=number).first()


def earlier(row: ExchangeCount) -> QuerySet[ExchangeCount]:
    """Other counts of the same exchanges, the latest first."""
    same = counts(row.forum).filter(
        start=row.start, end=row.end, channel=row.channel, kind=row.kind, party=row.party
    )
    return same.exclude(pk=row.pk).order_by("-number")


def period(row: ExchangeCount) -> Period:
    """The period of a count."""
    return Period(row.start, row.end)


def archived(reader: Any) -> Iterator[Row]:
    """All counts, also those that stand no longer, for the archive of a reader
    (`archives.parts.Reader`)."""
    for row in counts(reader.forum):
        yield {
            "number": row.number,
            "period": period(row).label,
            "channel": row.channel,
            "kind": row.kind,
            "party": row.party,
            "count": row.count,
            "source": row.source,
            "at": instant(row.at),
            "ended_at": instant(row.ended_at) if row.ended_at else None,
            "ended_reason": row.ended_reason,
        }

"""Reads of requests for support; each a fixed number of queries."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet

from cochair.features.commitments.models import (
    Commitment,
    SupportOutcome,
    SupportRequest,
)
from cochair.features.parties.models import Forum
from cochair.features.support.codes import ASKED, CLOSED
from cochair.kernel.archive import day, instant
from cochair.kernel.kind import Row

SUBJECT = "support-request"


def requests(forum: Forum) -> QuerySet[SupportRequest]:
    """The requests of a forum by number, with their commitments and outcomes."""
    rows = SupportRequest.objects.filter(forum=forum).select_related("forum", "programme")
    outcomes = Prefetch("outcomes", SupportOutcome.objects.order_by("at", "pk"))
    return rows.prefetch_related("commitments", outcomes).order_by("number")


def request(forum: Forum, number: int) -> SupportRequest | None:
    """One request, or None."""
    return requests(forum).filter(number=number).first()


def of_commitment(row: Commitment) -> QuerySet[SupportRequest]:
    """The requests for support with a commitment."""
    return requests(row.instrument.forum).filter(commitments=row)


def state(row: SupportRequest) -> str:
    """How a request stands: what was recorded last."""
    outcomes = list(row.outcomes.all())
    return outcomes[-1].state if outcomes else ASKED


def running(forum: Forum) -> list[SupportRequest]:
    """The requests of which something may still come."""
    return [row for row in requests(forum) if state(row) not in CLOSED]


def same_asked(row: SupportRequest, others: Iterable[SupportRequest]) -> list[SupportRequest]:
    """Other requests to the same programme for one of the same commitments, of which something may
    still come: the programme is asked twice."""
    wanted = {one.pk for one in row.commitments.all()}
    return [
        one
        for one in others
        if one.pk != row.pk
        and one.programme_id == row.programme_id
        and wanted & {each.pk for each in one.commitments.all()}
        and state(one) not in CLOSED
    ]


def archived(reader: Any) -> Iterator[Row]:
    """The requests with all that became of them, for the archive of a reader
    (`archives.parts.Reader`)."""
    for row in requests(reader.forum):
        yield {
            "number": row.number,
            "party": row.party,
            "programme": row.programme.code,
            "title": row.title,
            "commitments": sorted(one.slug for one in row.commitments.all()),
            "asked_on": day(row.asked_on),
            "needed_by": day(row.needed_by),
            "source": row.source,
            "state": state(row),
            "outcomes": [
                {
                    "state": one.state,
                    "day": day(one.day),
                    "words": one.words,
                    "language": one.language,
                    "at": instant(one.at),
                }
                for one in row.outcomes.all()
            ],
        }

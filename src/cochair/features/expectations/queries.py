"""Reads of what is expected of commitments; each a fixed number of queries."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Commitment, Expectation
from cochair.features.parties.models import Forum
from cochair.kernel.archive import day, instant
from cochair.kernel.kind import Row

SUBJECT = "expectation"
AGREE = "expectation.agree"


def expectations(forum: Forum) -> QuerySet[Expectation]:
    """Every expectation of a forum by number, drafts and earlier ones included."""
    rows = Expectation.objects.filter(forum=forum)
    return rows.select_related("commitment__instrument", "forum", "act").order_by("number")


def expectation(forum: Forum, number: int) -> Expectation | None:
    """One by its number, or None."""
    return expectations(forum).filter(number=number).first()


def agreed(forum: Forum) -> tuple[Expectation, ...]:
    """What both agreed to last of each commitment in force, in the order of the commitments."""
    rows = expectations(forum).filter(agreed_at__isnull=False, commitment__state="in_force")
    last = {one.commitment_id: one for one in rows.order_by("agreed_at", "number")}
    found = last.values()
    return tuple(
        sorted(found, key=lambda one: (one.commitment.instrument.day, one.commitment.slug))
    )


def agreed_of(row: Commitment) -> Expectation | None:
    """What both agreed to last of a commitment, or None."""
    rows = row.expectations.filter(agreed_at__isnull=False).select_related("act", "forum")
    return rows.order_by("agreed_at", "number").last()


def drafts(forum: Forum) -> tuple[Expectation, ...]:
    """What is written and not agreed yet, of commitments in force."""
    return tuple(expectations(forum).filter(agreed_at=None, commitment__state="in_force"))


def draft_of(row: Commitment) -> Expectation | None:
    """What is written of a commitment and not agreed yet, or None."""
    return row.expectations.filter(agreed_at=None).select_related("forum").first()


def unwritten(forum: Forum) -> QuerySet[Commitment]:
    """The commitments in force that both agreed to here, of which nothing is written; one query."""
    rows = Commitment.objects.filter(instrument__forum=forum, state="in_force", at__isnull=False)
    return rows.filter(expectations=None).select_related("instrument__forum").order_by("slug")


def waiting(forum: Forum) -> list[JointAct]:
    """The open acts on expectations."""
    return list(acts.open_acts(forum).filter(kind=AGREE))


def content(row: Expectation) -> Mapping[str, object]:
    """Everything that both agree to."""
    return {
        "commitment": row.commitment.slug,
        "text": dict(row.commitment.text),
        "expected": dict(row.expected),
        "measured": dict(row.measured),
        "target": row.target,
        "until": row.until.isoformat(),
        "levels": list(row.levels),
    }


def archived(reader: Any) -> Iterator[Row]:
    """What both agreed to expect of commitments, for the archive of a reader
    (`archives.parts.Reader`)."""
    for row in expectations(reader.forum).filter(agreed_at__isnull=False):
        yield {
            "number": row.number,
            "commitment": row.commitment.slug,
            "expected": row.expected,
            "measured": row.measured,
            "target": row.target,
            "until": day(row.until),
            "levels": row.levels,
            "agreed_at": instant(row.agreed_at),
            "act": row.act.number if row.act is not None else None,
        }

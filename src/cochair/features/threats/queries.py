"""Reads of findings with what answers them; each a fixed number of queries."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet

from cochair.features.commitments.models import Action, Answer, Commitment, Finding, Indicator
from cochair.features.measures import queries as measures
from cochair.features.parties.models import Forum
from cochair.kernel.archive import instant
from cochair.kernel.kind import Row

SUBJECT = "finding"


def findings(forum: Forum) -> QuerySet[Finding]:
    """The findings of a forum that stand, by number, with their assessments and with what answers each
    now."""
    return also_withdrawn(forum).filter(withdrawn_at=None)


def also_withdrawn(forum: Forum) -> QuerySet[Finding]:
    """The same with those that were withdrawn."""
    rows = Finding.objects.filter(forum=forum).select_related("assessment", "forum")
    said = Answer.objects.filter(ended_at=None)
    said = said.select_related("commitment", "action", "indicator")
    return rows.prefetch_related(Prefetch("answers", said)).order_by("number")


def standing(row: Finding) -> list[Answer]:
    """What answers a finding now; of one that was read by `findings`, without a query."""
    return [one for one in row.answers.all() if one.ended_at is None]


def finding(forum: Forum, number: int) -> Finding | None:
    """One finding, also where it was withdrawn, or None."""
    return also_withdrawn(forum).filter(number=number).first()


def answered_by(thing: Commitment | Action | Indicator) -> list[Finding]:
    """The findings that a commitment, an action or an indicator answers now."""
    rows = thing.answers.filter(ended_at=None).select_related("finding__assessment")
    return [one.finding for one in rows.order_by("finding__number")]


def answered_by_indicators(forum: Forum) -> Mapping[int, list[Finding]]:
    """The findings that each indicator of a forum answers now, by its key; one query."""
    rows = Answer.objects.filter(finding__forum=forum, indicator__isnull=False, ended_at=None)
    found: dict[int, list[Finding]] = {}
    for one in rows.select_related("finding__assessment").order_by("finding__number"):
        assert one.indicator_id is not None
        found.setdefault(one.indicator_id, []).append(one.finding)
    return found


def actions_for(forum: Forum, commitments: set[str]) -> list[Action]:
    """The actions that serve at least one of some commitments (by number)."""
    return [
        row
        for row in measures.actions(forum)
        if any(one.slug in commitments for one in row.commitments.all())
    ]


def indicators_for(forum: Forum, commitments: set[str]) -> list[Indicator]:
    """The indicators of some commitments (by number)."""
    return [
        row
        for row in measures.indicators(forum)
        if row.commitment is not None and row.commitment.slug in commitments
    ]


def archived(reader: Any) -> Iterator[Row]:
    """The findings with all that ever answered them, for the archive of a reader
    (`archives.parts.Reader`)."""
    rows = Finding.objects.filter(forum=reader.forum).select_related("assessment")
    answers = Answer.objects.select_related("commitment", "action", "indicator")
    for row in rows.prefetch_related(Prefetch("answers", answers)).order_by("number"):
        yield {
            "number": row.number,
            "assessment": str(row.assessment),
            "title": row.title,
            "areas": row.areas,
            "region": row.region,
            "place": row.place,
            "earlier": row.earlier,
            "withdrawn_at": instant(row.withdrawn_at) if row.withdrawn_at else None,
            "withdrawn_reason": row.withdrawn_reason,
            "answers": [
                {
                    "commitment": one.commitment.slug if one.commitment else None,
                    "action": one.action.number if one.action else None,
                    "indicator": one.indicator.number if one.indicator else None,
                    "at": instant(one.at),
                    "ended_at": instant(one.ended_at) if one.ended_at else None,
                }
                for one in row.answers.all()
            ],
        }

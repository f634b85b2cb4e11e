"""Enter what a threat assessment finds, and say which commitments, actions and indicators answer it.

Source: II.2.functions.b.2, I.1.5; domain.md C.2 (ThreatAssessment).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from cochair.features.commitments.journal import tell
from cochair.features.commitments.models import (
    Action,
    Answer,
    Commitment,
    Finding,
    Indicator,
    ThreatAssessment,
)
from cochair.features.measures import codes
from cochair.features.measures import refusals as measuring
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.threats import queries, refusals
from cochair.procedure.refusal import _, require


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it is typed: words by language, areas of the procedures, a region, and where the
    assessment says so."""

    title: Mapping[str, str]
    areas: Collection[str]
    region: str
    place: str


@transaction.atomic
def enter(assessment: ThreatAssessment, found: Found, *, by: ActingOffice, at: datetime) -> Finding:
    """Enter a finding of a threat assessment; the same sent twice is kept once.

    Raises Refused for unknown areas and regions, and without the place where it is said.
    """
    forum = Forum.objects.select_for_update().get(pk=assessment.forum_id)
    areas = [code for code, _words in parties.book(forum, at).taxonomy]
    require(
        measuring.named(found.title),
        refusals.in_areas(found.areas, areas),
        measuring.choice(found.region, codes.regions(forum), _("Select a region.")),
        measuring.sourced(found.place),
    )
    said: dict[str, Any] = {
        "assessment": assessment,
        "title": {code: one.strip() for code, one in found.title.items()},
        "areas": [code for code in areas if code in found.areas],
        "region": found.region,
        "place": found.place.strip(),
    }
    same = Finding.objects.filter(forum=forum, **said).first()
    if same is not None:
        return same
    last = Finding.objects.filter(forum=forum).aggregate(n=Max("number"))["n"] or 0
    made = Finding.objects.create(forum=forum, number=last + 1, at=at, by_id=by.office, **said)
    _tell(made, "finding.entered", by=by, at=at, facts={"areas": made.areas})
    return made


@transaction.atomic
def answer(
    row: Finding,
    *,
    commitments: Iterable[str],
    actions: Iterable[int] | None = None,
    indicators: Iterable[int] | None = None,
    by: ActingOffice,
    at: datetime,
) -> Finding:
    """Say which commitments (by number) answer a finding, and which of their actions and indicators.

    What is not named any more answers it no longer, and its row stays.  Actions and indicators of a
    commitment that answers it only from now on answer it too; so do all of them where None is given.
    Raises Refused for what is not in force, and for what serves none of the commitments.
    """
    forum = Forum.objects.select_for_update().get(pk=row.forum_id)
    held = queries.finding(forum, row.number)
    assert held is not None
    slugs = set(commitments)
    rows = list(Commitment.objects.filter(instrument__forum=forum, slug__in=slugs))
    standing = queries.standing(held)
    before = {one.commitment.slug for one in standing if one.commitment is not None}
    may_act = queries.actions_for(forum, slugs)
    may_measure = queries.indicators_for(forum, slugs)
    new = slugs - before
    do = _wanted(actions, may_act, queries.actions_for(forum, new) if new else [])
    measure = _wanted(indicators, may_measure, queries.indicators_for(forum, new) if new else [])
    require(
        refusals.in_force(rows, slugs),
        refusals.serves(may_act, do),
        refusals.measures(may_measure, measure),
    )
    wanted: dict[tuple[str, int], Commitment | Action | Indicator] = {
        **{("commitment", one.pk): one for one in rows},
        **{("action", one.pk): one for one in may_act if one.number in do},
        **{("indicator", one.pk): one for one in may_measure if one.number in measure},
    }
    changed = False
    for one in standing:
        if wanted.pop(_key(one), None) is None:
            one.ended_at = at
            one.save(update_fields=["ended_at"])
            changed = True
    for (name, _pk), thing in wanted.items():
        Answer.objects.create(finding=held, at=at, by_id=by.office, **{name: thing})
        changed = True
    if changed:
        facts: dict[str, object] = {
            "commitments": sorted(slugs),
            "actions": sorted(do),
            "indicators": sorted(measure),
        }
        _tell(held, "finding.answered", by=by, at=at, facts=facts)
    return held


def _wanted(
    given: Iterable[int] | None, all_of_them: Iterable[Any], new: Iterable[Any]
) -> set[int]:
    """The numbers that are asked for, with those that come with a new commitment."""
    if given is None:
        return {one.number for one in all_of_them}
    return set(given) | {one.number for one in new}


def _key(one: Answer) -> tuple[str, int]:
    if one.commitment_id is not None:
        return "commitment", one.commitment_id
    if one.action_id is not None:
        return "action", one.action_id
    assert one.indicator_id is not None
    return "indicator", one.indicator_id


def _tell(
    row: Finding, verb: str, *, by: ActingOffice, at: datetime, facts: dict[str, object]
) -> None:
    tell(row.forum, verb, (queries.SUBJECT, str(row.number)), by=by, at=at, facts=facts)

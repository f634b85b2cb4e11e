"""Enter actions and move them on; milestones; indicators with their values; both endorse and attest.

Source: domain.md C.2, C.4 (Action), C.6 (write: secretariats; sign: both).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.commitments import answers
from cochair.features.commitments.journal import tell
from cochair.features.commitments.models import (
    Action,
    Commitment,
    Indicator,
    IndicatorValue,
    Milestone,
)
from cochair.features.follow_up import owners
from cochair.features.follow_up import refusals as following
from cochair.features.measures import codes, figures, queries, refusals
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.procedure.calendar import civil_day, outside_calendar
from cochair.procedure.refusal import _, require
from cochair.web.localize import in_all

ENDORSEMENT = _("Action {number}")
ATTESTATION = _("Trend of indicator {number}")


@dataclass(frozen=True, slots=True)
class Planned:
    """An action as it is typed: codes as in `codes`, civil days, words by language."""

    title: Mapping[str, str]
    level: str
    region: str
    lead: str
    start: date
    end: date | None = None
    partners: Iterable[str] = ()
    commitments: Iterable[str] = ()
    funding: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator as it is typed; figures are read by `figures.read`."""

    title: Mapping[str, str]
    type: str
    unit: Mapping[str, str]
    baseline: str
    day: date
    source: str
    target: str = ""
    commitment: str = field(default="")


@transaction.atomic
def enter(forum: Forum, planned: Planned, *, by: ActingOffice, at: datetime) -> Action:
    """Enter an action as proposed; it counts for no clause before both endorsed it and it began.

    The same sent twice is kept once, as long as nobody endorsed it.
    Raises Refused for unknown codes, days out of order and commitments that are not in force.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    wanted, partners = set(planned.commitments), sorted(set(planned.partners))
    rows = list(Commitment.objects.filter(instrument__forum=forum, slug__in=wanted))
    require(
        refusals.named(planned.title),
        refusals.choice(planned.level, codes.LEVELS, _("Select a level.")),
        refusals.choice(planned.region, codes.regions(forum), _("Select a region.")),
        following.known_codes([planned.lead, *partners], owners.known(forum)),
        refusals.in_order(planned.start, planned.end),
        refusals.some(rows, wanted),
        following.printed(planned.funding),
    )
    said: dict[str, Any] = {
        "title": dict(planned.title),
        "level": planned.level,
        "region": planned.region,
        "lead": planned.lead,
        "partners": partners,
        "start": planned.start,
        "end": planned.end,
        "funding": planned.funding.strip(),
    }
    for one in queries.actions(forum).filter(**said, state=codes.PROPOSED):
        if {row.slug for row in one.commitments.all()} == wanted:
            return one
    last = Action.objects.filter(forum=forum).aggregate(n=Max("number"))["n"] or 0
    made = Action.objects.create(forum=forum, number=last + 1, at=at, by_id=by.office, **said)
    made.commitments.set(rows)
    answers.taken_over(made, rows, by=by, at=at)
    _tell(made, "action.entered", by=by, at=at, facts={"level": made.level, "lead": made.lead})
    return made


@transaction.atomic
def propose_endorsement(row: Action, *, by: ActingOffice, at: datetime) -> JointAct:
    """Propose that both endorse an action exactly as it is written."""
    row = _locked(row)
    require(refusals.still_proposed(row))
    return acts.propose(
        row.forum,
        kind=codes.ENDORSE,
        subject=(queries.SUBJECT, str(row.number)),
        title=in_all(ENDORSEMENT, number=row.number),
        body={"action": row.number},
        by=by,
        at=at,
    )


@transaction.atomic
def move(row: Action, step: str, *, by: ActingOffice, at: datetime) -> Action:
    """Say that an endorsed action began, is completed, or is discontinued."""
    row = _locked(row)
    require(refusals.may_step(row, step))
    _word, _from, row.state = codes.STEPS[step]
    if row.state == codes.IN_PROGRESS:
        row.started_at = at
    else:
        row.ended_at = at
    row.save(update_fields=["state", "started_at", "ended_at"])
    _tell(row, "action.moved", by=by, at=at, facts={"state": row.state})
    return row


@transaction.atomic
def add_milestone(
    row: Action, *, title: Mapping[str, str], due: date, by: ActingOffice, at: datetime
) -> Milestone:
    """Add a step with the civil day on which it is due; the same sent twice is kept once."""
    row = _locked(row)
    require(refusals.named(title), outside_calendar(due), refusals.still_runs(row))
    same = row.milestones.filter(title=dict(title), due=due, done_on=None).first()
    if same is not None:
        return same
    made = Milestone.objects.create(action=row, title=dict(title), due=due, at=at)
    _tell(row, "milestone.added", by=by, at=at, facts={"milestone": made.pk})
    return made


@transaction.atomic
def reach(row: Milestone, *, day: date, evidence: str, by: ActingOffice, at: datetime) -> Milestone:
    """Say on which civil day a milestone was reached, and what shows it."""
    action = _locked(row.action)
    row = Milestone.objects.select_for_update().get(pk=row.pk)
    today = civil_day(at, action.forum.zone)
    require(refusals.not_done(row), refusals.not_to_come(day, today), refusals.shown(evidence))
    row.done_on, row.evidence = day, evidence.strip()
    row.save(update_fields=["done_on", "evidence"])
    _tell(action, "milestone.reached", by=by, at=at, facts={"milestone": row.pk})
    return row


@transaction.atomic
def register_indicator(
    forum: Forum, measured: Measured, *, by: ActingOffice, at: datetime
) -> Indicator:
    """Enter an indicator with the value it begins at, its day and its source; the same sent twice
    is kept once."""
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    rows = Commitment.objects.filter(instrument__forum=forum, slug=measured.commitment)
    commitment = rows.first() if measured.commitment else None
    today = civil_day(at, forum.zone)
    require(
        refusals.named(measured.title),
        refusals.choice(measured.type, codes.TYPES, _("Select a type of indicator.")),
        refusals.figure(measured.baseline),
        refusals.figure(measured.target, empty=True),
        refusals.not_to_come(measured.day, today),
        refusals.sourced(measured.source),
        refusals.in_every_language_or_none(measured.unit),
        refusals.some([commitment] if commitment else [], {measured.commitment})
        if measured.commitment
        else None,
    )
    said: dict[str, Any] = {
        "commitment": commitment,
        "title": dict(measured.title),
        "type": measured.type,
        "unit": {code: words.strip() for code, words in measured.unit.items()},
        "baseline": figures.read(measured.baseline) or "",
        "baseline_day": measured.day,
        "baseline_source": measured.source.strip(),
        "target": figures.read(measured.target) or "",
    }
    same = Indicator.objects.filter(forum=forum, **said).first()
    if same is not None:
        return same
    last = Indicator.objects.filter(forum=forum).aggregate(n=Max("number"))["n"] or 0
    made = Indicator.objects.create(forum=forum, number=last + 1, at=at, by_id=by.office, **said)
    if commitment is not None:
        answers.taken_over(made, [commitment], by=by, at=at)
    _tell_of(made, "indicator.entered", by=by, at=at, facts={"type": made.type})
    return made


@transaction.atomic
def add_value(
    row: Indicator, *, value: str, day: date, source: str, by: ActingOffice, at: datetime
) -> IndicatorValue:
    """Enter a value on a civil day with its source; the same said twice in a row is kept once."""
    row = Indicator.objects.select_for_update(of=("self",)).select_related("forum").get(pk=row.pk)
    today, source = civil_day(at, row.forum.zone), source.strip()
    require(
        refusals.figure(value), refusals.not_to_come(day, today), refusals.counted_where(source)
    )
    value = figures.read(value) or ""
    last = row.values.filter(day=day).last()
    if last is not None and (last.value, last.source) == (value, source):
        return last
    made = IndicatorValue.objects.create(
        indicator=row, value=value, day=day, source=source, at=at, by_id=by.office
    )
    _tell_of(row, "indicator.valued", by=by, at=at, facts={"value": made.pk})
    return made


@transaction.atomic
def propose_trend(row: Indicator, *, value: str, by: ActingOffice, at: datetime) -> JointAct:
    """Propose that both attest a rise, a fall or neither.  Source: I.1.4."""
    row = Indicator.objects.select_for_update(of=("self",)).select_related("forum").get(pk=row.pk)
    require(
        refusals.choice(value, codes.TRENDS, _("Select what the figures show.")),
        refusals.has_value(row),
    )
    return acts.propose(
        row.forum,
        kind=codes.ATTEST,
        subject=(queries.MEASURE, str(row.number)),
        title=in_all(ATTESTATION, number=row.number),
        body={"indicator": row.number, "value": value},
        by=by,
        at=at,
    )


def _locked(row: Action) -> Action:
    rows = Action.objects.select_for_update(of=("self",)).select_related("forum")
    return rows.get(pk=row.pk)


def _tell(
    row: Action, verb: str, *, by: ActingOffice, at: datetime, facts: dict[str, object]
) -> None:
    tell(row.forum, verb, (queries.SUBJECT, str(row.number)), by=by, at=at, facts=facts)


def _tell_of(
    row: Indicator, verb: str, *, by: ActingOffice, at: datetime, facts: dict[str, object]
) -> None:
    tell(row.forum, verb, (queries.MEASURE, str(row.number)), by=by, at=at, facts=facts)

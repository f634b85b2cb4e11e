"""Enter, correct and withdraw what a threat assessment finds, and say which commitments, actions and indicators answer it.

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
from cochair.procedure.reason import in_a_sentence
from cochair.procedure.refusal import Refusal, Sentence, _, require
from cochair.web.errors import StaleVersion


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

    Raises Refused for unknown areas and regions, without the place where it is said, and for words
    that are no sentence.
    """
    forum = Forum.objects.select_for_update().get(pk=assessment.forum_id)
    require(*_against(forum, found, at))
    said = {"assessment": assessment, **_said(forum, found, at)}
    same = Finding.objects.filter(forum=forum, withdrawn_at=None, **said).first()
    if same is not None:
        return same
    last = Finding.objects.filter(forum=forum).aggregate(n=Max("number"))["n"] or 0
    made = Finding.objects.create(forum=forum, number=last + 1, at=at, by_id=by.office, **said)
    _tell(made, "finding.entered", by=by, at=at, facts={"areas": made.areas})
    return made


@transaction.atomic
def correct(
    row: Finding, found: Found, *, reason: str, seen: int, by: ActingOffice, at: datetime
) -> Finding:
    """Correct what a finding says, with a reason; what it said before stays on its page.

    `seen` is how often it had been corrected when it was shown.  Raises StaleVersion when it was
    corrected since, and Refused without a reason, for what is wrong, and where nothing changes.
    """
    forum, held = _locked(row)
    if len(held.earlier) != seen:
        said_now = " · ".join(held.title.values())
        raise StaleVersion(
            Sentence(_("This finding was corrected since you opened it.")),
            theirs=said_now,
            mine=" · ".join(found.title.values()),
        )
    said = _said(forum, found, at)
    require(
        refusals.stands(held),
        refusals.says_why(reason),
        *_against(forum, found, at),
        refusals.says_otherwise(held, said),
    )
    before = {name: getattr(held, name) for name in said}
    held.earlier = [
        *held.earlier,
        {**before, "reason": reason.strip(), "at": at.isoformat(), "party": by.party},
    ]
    for name, value in said.items():
        setattr(held, name, value)
    held.save(update_fields=["earlier", *said])
    _tell(held, "finding.corrected", by=by, at=at, facts={"areas": held.areas})
    return held


@transaction.atomic
def withdraw(row: Finding, *, reason: str, by: ActingOffice, at: datetime) -> Finding:
    """Withdraw a finding, with a reason: it is answered no longer, and its row stays."""
    _forum, held = _locked(row)
    require(refusals.stands(held), refusals.says_why(reason))
    held.withdrawn_at, held.withdrawn_reason = at, reason.strip()
    held.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    Answer.objects.filter(finding=held, ended_at=None).update(ended_at=at)
    _tell(held, "finding.withdrawn", by=by, at=at, facts={})
    return held


def _locked(row: Finding) -> tuple[Forum, Finding]:
    forum = Forum.objects.select_for_update().get(pk=row.forum_id)
    held = queries.finding(forum, row.number)
    assert held is not None
    return forum, held


def _against(forum: Forum, found: Found, at: datetime) -> tuple[Refusal | None, ...]:
    areas = [code for code, _words in parties.book(forum, at).taxonomy]
    return (
        measuring.named(found.title) or _says_what(found),
        refusals.in_areas(found.areas, areas),
        measuring.choice(found.region, codes.regions(forum), _("Select a region.")),
        measuring.sourced(found.place),
    )


def _says_what(found: Found) -> Refusal | None:
    """A new area cites a finding: it says in a sentence of each language what threatens."""
    return next(filter(None, map(in_a_sentence, found.title.values())), None)


def _said(forum: Forum, found: Found, at: datetime) -> dict[str, Any]:
    areas = [code for code, _words in parties.book(forum, at).taxonomy]
    return {
        "title": {code: one.strip() for code, one in found.title.items()},
        "areas": [code for code in areas if code in found.areas],
        "region": found.region,
        "place": found.place.strip(),
    }


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
    forum, held = _locked(row)
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
        refusals.stands(held),
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

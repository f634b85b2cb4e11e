"""Record a request for support to a programme, and what became of it.

Source: I.2.1.b; domain.md C.2 (RelatedInitiative).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from cochair.features.commitments.journal import tell
from cochair.features.commitments.models import Commitment, SupportOutcome, SupportRequest
from cochair.features.follow_up import refusals as following
from cochair.features.measures import refusals as measuring
from cochair.features.parties.models import Forum, Organisation
from cochair.features.parties.offices import ActingOffice
from cochair.features.support import queries, refusals
from cochair.procedure.calendar import civil_day, outside_calendar
from cochair.procedure.reason import in_a_sentence
from cochair.procedure.refusal import require


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it is typed: words by language, codes, civil days, and the letter that says so."""

    title: Mapping[str, str]
    programme: str
    commitments: Iterable[str]
    asked_on: date
    needed_by: date
    source: str


@transaction.atomic
def ask(forum: Forum, asked: Asked, *, by: ActingOffice, at: datetime) -> SupportRequest:
    """Record what the own Party asked a programme for; the same sent twice is kept once.

    Raises Refused for an unknown programme, commitments that are not in force, and days out of order.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    wanted = set(asked.commitments)
    rows = list(Commitment.objects.filter(instrument__forum=forum, slug__in=wanted))
    programme = Organisation.objects.filter(forum=forum, code=asked.programme).first()
    require(
        measuring.named(asked.title),
        refusals.known(programme),
        measuring.some(rows, wanted),
        measuring.not_to_come(asked.asked_on, civil_day(at, forum.zone)),
        outside_calendar(asked.needed_by),
        refusals.needed_after(asked.asked_on, asked.needed_by),
        measuring.sourced(asked.source),
    )
    said: dict[str, Any] = {
        "party": by.party,
        "programme": programme,
        "title": dict(asked.title),
        "asked_on": asked.asked_on,
        "needed_by": asked.needed_by,
        "source": asked.source.strip(),
    }
    for one in queries.requests(forum).filter(**said):
        if {row.slug for row in one.commitments.all()} == wanted:
            return one
    last = SupportRequest.objects.filter(forum=forum).aggregate(n=Max("number"))["n"] or 0
    made = SupportRequest.objects.create(
        forum=forum, number=last + 1, at=at, by_id=by.office, **said
    )
    made.commitments.set(rows)
    facts: dict[str, object] = {"programme": asked.programme, "commitments": sorted(wanted)}
    _tell(made, "support.asked", by=by, at=at, facts=facts)
    return made


@transaction.atomic
def record_outcome(
    row: SupportRequest,
    state: str,
    *,
    day: date,
    words: str,
    language: str,
    by: ActingOffice,
    at: datetime,
) -> SupportOutcome:
    """Record what became of a request of the own Party; the same said twice in a row is kept once."""
    forum = Forum.objects.select_for_update().get(pk=row.forum_id)
    held = queries.request(forum, row.number)
    assert held is not None
    words = words.strip()
    require(
        refusals.own(held, by.party),
        refusals.known_outcome(state),
        measuring.not_to_come(day, civil_day(at, forum.zone)),
        refusals.not_before(held, day),
        in_a_sentence(words) or following.printed(words),
    )
    last = list(held.outcomes.all())[-1:]
    for one in last:
        if (one.state, one.day, one.words) == (state, day, words):
            return one
    made = SupportOutcome.objects.create(
        request=held, state=state, day=day, words=words, language=language, at=at, by_id=by.office
    )
    _tell(held, "support.outcome_recorded", by=by, at=at, facts={"state": state})
    return made


def _tell(
    row: SupportRequest, verb: str, *, by: ActingOffice, at: datetime, facts: dict[str, object]
) -> None:
    tell(row.forum, verb, (queries.SUBJECT, str(row.number)), by=by, at=at, facts=facts)

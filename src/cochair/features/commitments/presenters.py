"""Initiatives, comparisons and coherence notes as their pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.forms import BoundField, Form
from django.http import QueryDict

from cochair.features.commitments import queries
from cochair.features.commitments.models import Commitment, SupportRequest
from cochair.features.meetings.deadlines import days_of
from cochair.features.meetings.facts import meetings as meeting_facts
from cochair.features.meetings.models import CoherenceNote, InitiativeEvent, Meeting
from cochair.features.parties.models import Forum, Organisation
from cochair.features.support import queries as support
from cochair.procedure import facts
from cochair.web.formats import sorting_key
from cochair.web.localize import translated

NONE_FOUND = "none"


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative in the register; `near` says of each event which meeting it comes close to."""

    row: Organisation
    events: tuple[tuple[InitiativeEvent, tuple[facts.Meeting, ...]], ...]
    commitments: tuple[Commitment, ...]
    event_form: Form | None
    requests: tuple[SupportRequest, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A commitment with every initiative that may be ticked for it, and whether it is."""

    commitment: Commitment
    boxes: tuple[tuple[str, object, bool], ...]
    none_found: bool
    done: bool


@dataclass(frozen=True, slots=True)
class FindingField:
    """The two fields of an initiative in the form of a note, and what of ours touches it."""

    initiative: queries.Initiative
    overlap: BoundField
    action: BoundField


def initiatives(
    forum: Forum, at: datetime, *, event: Form | None = None, of: str = ""
) -> list[InitiativeRow]:
    """The register by name in the reader's language, each event with the meetings close to it."""
    asked = list(support.requests(forum))
    dated = [(one, *days) for one in meeting_facts(forum) if (days := _fixed_days(one))]
    rows = [
        InitiativeRow(
            one.row,
            tuple(
                (
                    happening,
                    tuple(
                        meeting
                        for meeting, first, last in dated
                        if queries.close_to((happening,), first, last)
                    ),
                )
                for happening in one.events
            ),
            one.commitments,
            event if one.row.code == of else None,
            tuple(each for each in asked if each.programme_id == one.row.pk),
        )
        for one in queries.initiatives(forum)
    ]
    return sorted(rows, key=lambda one: sorting_key(str(translated(one.row.name))))


def choices(
    rows: tuple[queries.Comparison, ...], register: tuple[queries.Initiative, ...]
) -> list[Choice]:
    """Every commitment with the initiatives to be ticked; those never compared come first."""
    found = []
    for one in rows:
        related = {row.code for row in one.found}
        found.append(
            Choice(
                one.commitment,
                tuple(
                    (other.row.code, other.row.name, other.row.code in related)
                    for other in register
                ),
                one.done and not one.found,
                one.done,
            )
        )
    return sorted(found, key=lambda one: one.done)


def answers(forum: Forum, posted: QueryDict) -> dict[int, list[str]]:
    """What was ticked: the primary key of a commitment -> codes; nothing ticked says nothing.

    Ticks that say both “none” and an initiative are read as the initiatives.
    """
    found = {}
    for one in queries.comparisons(forum):
        ticked = [code[:64] for code in posted.getlist(f"c-{one.commitment.pk}")]
        if ticked:
            found[one.commitment.pk] = [code for code in ticked if code != NONE_FOUND]
    return found


def notes(meeting: Meeting) -> list[tuple[CoherenceNote, list[tuple[object, Mapping[str, str]]]]]:
    """The notes of a meeting, newest first, each finding with the name of its initiative."""
    named = {one.row.code: one.row.name for one in queries.initiatives(meeting.forum)}
    return [
        (note, [(named.get(one["initiative"], one["initiative"]), one) for one in note.findings])
        for note in queries.notes(meeting)
    ]


def collisions(meeting: Meeting) -> tuple[InitiativeEvent, ...]:
    """Events of other initiatives that fall within three days of the meeting's days."""
    fact = next((one for one in meeting_facts(meeting.forum) if one.id == meeting.slug), None)
    days = _fixed_days(fact) if fact else None
    if days is None:
        return ()
    events = [event for one in queries.initiatives(meeting.forum) for event in one.events]
    return queries.close_to(events, *days)


def fields(form: Form, register: tuple[queries.Initiative, ...]) -> list[FindingField]:
    """The fields of a note, initiative by initiative."""
    return [
        FindingField(one, form[f"overlap_{one.row.code}"], form[f"action_{one.row.code}"])
        for one in register
    ]


def _fixed_days(meeting: facts.Meeting) -> tuple[date, date] | None:
    schedule = meeting.schedule
    if meeting.cancelled_at or schedule is None or schedule.starts is None:
        return None
    return days_of(schedule) if schedule.precision == "day" else None

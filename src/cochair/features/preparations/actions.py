"""Preparatory meetings of the co-chairs: planned, changed or cancelled, held, and recorded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cochair.features.meetings import machine
from cochair.features.meetings.actions import FORMATS, TOPICS
from cochair.features.meetings.cycle_plan import REASON_AT_LEAST
from cochair.features.meetings.models import Meeting, Preparation
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.alphabets import unprinted
from cochair.procedure.calendar import outside_calendar
from cochair.procedure.reason import SENTENCE, is_reason, is_sentence
from cochair.procedure.refusal import Refusal, _, require

REMOTE = frozenset({"hybrid", "virtual"})
HTTPS = "https://"
SHORTEST, LONGEST = 10, 600
# The check that asks which topics were prepared.
COVERS = "prep_meeting_covers"


@dataclass(frozen=True, slots=True)
class Planned:
    """When and how the co-chairs are to meet: a UTC instant, the zone in which it was said, the
    length in minutes, and for a remote one the link to join."""

    starts: datetime
    zone: str
    minutes: int
    format: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A preparatory meeting that was held: when (UTC), how, who was there, what it covered.

    `deputies` are the Parties among those present that came by their deputy co-chair.
    """

    at: datetime
    format: str
    present: Iterable[str]
    topics: Iterable[str]
    note: str
    deputies: Iterable[str] = ()


@transaction.atomic
def plan_preparation(
    meeting: Meeting, *, planned: Planned, by: ActingOffice, at: datetime
) -> Preparation:
    """Plan a preparatory meeting; both co-presidencies are told, with a calendar part.

    The same hour planned twice is one.  Raises Refused once the meeting has opened, for an hour
    that is over, an unknown form or length, and a link that is not https.
    """
    meeting = _locked(meeting)
    require(
        machine.refusal("preparation.plan", meeting, at), *_planned_refusals(meeting, planned, at)
    )
    same = Preparation.objects.filter(
        meeting=meeting, planned_for=planned.starts, held_at=None, cancelled_at=None
    ).first()
    if same is not None:
        return same
    made = Preparation.objects.create(meeting=meeting, recorded_at=at, **_values(planned))
    _record(made, "preparation.planned", by=by, at=at)
    return made


@transaction.atomic
def change_preparation(
    row: Preparation, *, planned: Planned, by: ActingOffice, at: datetime
) -> Preparation:
    """Move a planned preparatory meeting, or change its form; what stays the same is not told.

    Raises Refused as for a new one, and once it was held or cancelled.
    """
    row = _locked_row(row)
    require(
        machine.refusal("preparation.plan", row.meeting, at),
        _still_planned(row),
        *_planned_refusals(row.meeting, planned, at),
    )
    wanted = _values(planned)
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return row
    for name, value in wanted.items():
        setattr(row, name, value)
    row.changes, row.changed_at = row.changes + 1, at
    row.save()
    _record(row, "preparation.changed", by=by, at=at)
    return row


@transaction.atomic
def cancel_preparation(
    row: Preparation, *, reason: str, by: ActingOffice, at: datetime
) -> Preparation:
    """Cancel a planned preparatory meeting; it leaves both calendars.

    Raises Refused once it was held or cancelled, and without a reason: the other side reads it.
    """
    row = _locked_row(row)
    require(machine.refusal("preparation.end", row.meeting, at), _still_planned(row), _why(reason))
    row.cancelled_at, row.cancelled_reason = at, reason.strip()
    row.save(update_fields=["cancelled_at", "cancelled_reason"])
    _record(row, "preparation.cancelled", by=by, at=at)
    return row


@transaction.atomic
def record_preparation(
    meeting: Meeting,
    *,
    held_at: datetime,
    format: str,
    present: Iterable[str],
    topics: Iterable[str],
    note: str,
    by: ActingOffice,
    at: datetime,
    deputies: Iterable[str] = (),
) -> Preparation:
    """Record a preparatory meeting of the co-chairs: when, who was there, what it covered.

    `deputies` are the Parties that came by their deputy co-chair.  Raises Refused for one in the
    future, without anybody, without a topic, or without a sentence on what was prepared.
    """
    meeting = _locked(meeting)
    held = Held(held_at, format, tuple(present), tuple(topics), note, tuple(deputies))
    require(machine.refusal("preparation.record", meeting, at), *_held_refusals(meeting, held, at))
    made = Preparation.objects.create(meeting=meeting, recorded_at=at, **_what_was(held))
    _record(made, "preparation.recorded", by=by, at=at)
    return made


@transaction.atomic
def hold_preparation(
    row: Preparation, *, held: Held, by: ActingOffice, at: datetime
) -> Preparation:
    """Record that a planned preparatory meeting was held, at the hour at which it was.

    Raises Refused as for one that was not planned, and once it was held or cancelled.
    """
    row = _locked_row(row)
    require(
        machine.refusal("preparation.end", row.meeting, at),
        _still_planned(row),
        *_held_refusals(row.meeting, held, at),
    )
    for name, value in _what_was(held).items():
        setattr(row, name, value)
    row.recorded_at = at
    row.save()
    _record(row, "preparation.recorded", by=by, at=at)
    return row


def _values(planned: Planned) -> dict[str, object]:
    return {
        "planned_for": planned.starts,
        "zone": planned.zone,
        "minutes": planned.minutes,
        "format": planned.format,
        "link": planned.link.strip(),
    }


def _what_was(held: Held) -> dict[str, object]:
    return {
        "held_at": held.at,
        "format": held.format,
        "parties_present": sorted(set(held.present)),
        "deputies": sorted(set(held.deputies)),
        "topics": sorted(set(held.topics)),
        "note": held.note.strip(),
    }


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)
    )


def _locked_row(row: Preparation) -> Preparation:
    """The row as it stands; whoever changes one holds its meeting."""
    meeting = _locked(row.meeting)
    found = Preparation.objects.get(pk=row.pk)
    found.meeting = meeting
    return found


def _record(row: Preparation, verb: str, *, by: ActingOffice, at: datetime) -> None:
    """The entry in the journal: codes and instants, no note, no link, no reason."""
    facts: Mapping[str, object] = {
        "preparation": row.pk,
        "planned_for": row.planned_for.isoformat() if row.planned_for else "",
        "held_at": row.held_at.isoformat() if row.held_at else "",
        "zone": row.zone,
        "minutes": row.minutes,
        "format": row.format,
        "present": row.parties_present,
        "deputies": row.deputies,
        "topics": row.topics,
        "changes": row.changes,
    }
    record(
        row.meeting.forum.slug,
        verb=verb,
        about=("meeting", row.meeting.slug),
        by=by.account,
        office=by.title,
        on_behalf_of="",
        at=at,
        facts=dict(facts),
    )


def _planned_refusals(
    meeting: Meeting, planned: Planned, at: datetime
) -> tuple[Refusal | None, ...]:
    return (
        outside_calendar(planned.starts.date()),
        None
        if planned.starts > at
        else Refusal(
            "calendar", _("This time has passed. Record the preparatory meeting as held instead.")
        ),
        None
        if SHORTEST <= planned.minutes <= LONGEST
        else Refusal(
            "practice",
            _("A preparatory meeting may last from {least} to {most} minutes."),
            {"least": SHORTEST, "most": LONGEST},
        ),
        _known_format(planned.format),
        _link_of(planned),
    )


def _held_refusals(meeting: Meeting, held: Held, at: datetime) -> tuple[Refusal | None, ...]:
    there = set(held.present)
    known = set(parties.roster(meeting.forum).party_codes)
    covered = set(held.topics)
    return (
        outside_calendar(held.at.date())
        if held.at <= at
        else Refusal(
            "calendar", _("A preparatory meeting may be recorded only after it has been held.")
        ),
        None if there and there <= known else Refusal("practice", _("Enter who was present.")),
        None
        if set(held.deputies) <= there
        else Refusal("practice", _("A deputy may act only for a Party that was present.")),
        None
        if covered and covered <= set(TOPICS)
        else Refusal("practice", _("Choose the topics that were discussed.")),
        _known_format(held.format),
        _what_was_prepared(meeting, held, at),
    )


def _what_was_prepared(meeting: Meeting, held: Held, at: datetime) -> Refusal | None:
    """A topic that is ticked shows nothing: the note says what came of it."""
    if is_sentence(held.note):
        return None
    topic = min(held.topics, default="")
    clause = parties.book(meeting.forum, at).clause_for(COVERS, meeting.configuration, topic=topic)
    message = _("Say in a sentence of at least {number} characters what was prepared.")
    return Refusal(clause, message, {"number": SENTENCE})


def _known_format(format: str) -> Refusal | None:
    if format in FORMATS:
        return None
    return Refusal(
        "calendar", _("A meeting must be held in person, in hybrid format or virtually.")
    )


def _link_of(planned: Planned) -> Refusal | None:
    link = planned.link.strip()
    if link and planned.format not in REMOTE:
        return Refusal(
            "practice", _("A link to join may be given only for a virtual or hybrid meeting.")
        )
    if link and (not link.startswith(HTTPS) or len(link) > 200 or not link.isprintable()):
        return Refusal("practice", _("A link to join must begin with https://."))
    return None


def _still_planned(row: Preparation) -> Refusal | None:
    if row.held_at is not None:
        return Refusal("practice", _("This preparatory meeting has already been held."))
    if row.cancelled_at is not None:
        said = _("This preparatory meeting was cancelled on {at}.")
        return Refusal("practice", said, {"at": row.cancelled_at})
    return None


def _why(reason: str) -> Refusal | None:
    if is_reason(reason, REASON_AT_LEAST):
        return unprinted(reason)
    return Refusal(
        "practice",
        _("Give a reason of at least {number} characters. The other Party can read it."),
        {"number": REASON_AT_LEAST},
    )

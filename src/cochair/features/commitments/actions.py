"""What is done for coherence: initiatives are registered, commitments compared, notes written.

Source: I.2.1.b; domain.md C.2 (RelatedInitiative, CoherenceNote).
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from cochair.features.commitments.models import Commitment, Relation
from cochair.features.commitments.queries import INITIATIVE
from cochair.features.meetings import machine
from cochair.features.meetings.models import CoherenceNote, InitiativeEvent, Meeting
from cochair.features.parties.models import Forum, Organisation
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.calendar import civil_day, outside_calendar
from cochair.procedure.reason import in_a_sentence
from cochair.procedure.refusal import Refusal, _, require

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,40}")
LONGEST_EVENT_DAYS = 60


@transaction.atomic
def register_initiative(
    forum: Forum,
    *,
    code: str,
    name: Mapping[str, str],
    about: Mapping[str, str],
    source: str,
    by: ActingOffice,
    at: datetime,
) -> Organisation:
    """Enter an initiative beside the forum, with its name in every language and its source.

    Raises Refused for a code that is taken or unreadable, and without a source: what is shown
    to others says where it comes from.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    code = code.strip().upper()
    require(_readable(code), _not_taken(forum, code), _sourced(source))
    made = Organisation.objects.create(
        forum=forum,
        code=code,
        name=dict(name),
        kind=INITIATIVE,
        role=dict(about) if any(about.values()) else None,
        source=[source.strip()],
        confidence="single-source",
    )
    _record(forum, "initiative.registered", ("initiative", code), by, at, {"code": code})
    return made


@transaction.atomic
def add_event(
    initiative: Organisation,
    *,
    title: Mapping[str, str],
    start: date,
    end: date,
    place: str,
    source: str,
    by: ActingOffice,
    at: datetime,
) -> InitiativeEvent:
    """Enter a dated event of an initiative (civil days, inclusive), with its source."""
    require(
        outside_calendar(start),
        outside_calendar(end),
        _in_order(start, end),
        _sourced(source),
    )
    made = InitiativeEvent.objects.create(
        initiative=initiative,
        title=dict(title),
        start=start,
        end=end,
        place=place.strip(),
        source=[source.strip()],
        confidence="single-source",
        at=at,
    )
    _record(
        initiative.forum,
        "initiative.event_added",
        ("initiative", initiative.code),
        by,
        at,
        {"event": made.pk, "start": start.isoformat(), "end": end.isoformat()},
    )
    return made


@transaction.atomic
def take_out_event(event: InitiativeEvent, *, by: ActingOffice, at: datetime) -> InitiativeEvent:
    """Take an event out of the register; its row stays, and is no longer shown."""
    event = (
        InitiativeEvent.objects.select_for_update(of=("self",))
        .select_related("initiative__forum")
        .get(pk=event.pk)
    )
    require(_still_there(event))
    event.removed_at = at
    event.save(update_fields=["removed_at"])
    _record(
        event.initiative.forum,
        "initiative.event_taken_out",
        ("initiative", event.initiative.code),
        by,
        at,
        {"event": event.pk},
    )
    return event


@transaction.atomic
def compare(
    forum: Forum, answers: Mapping[int, Iterable[str]], *, by: ActingOffice, at: datetime
) -> int:
    """Say of commitments which initiatives are related; no code means that none was found.

    `answers` is the primary key of a commitment -> codes of initiatives.  An answer that says
    what was said before changes nothing.  Returns how many were changed; raises Refused for a
    commitment or an initiative that this forum does not have.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    rows = {
        row.pk: row for row in Commitment.objects.filter(instrument__forum=forum, pk__in=answers)
    }
    known = {row.code: row for row in Organisation.objects.filter(forum=forum, kind=INITIATIVE)}
    require(_all_known(answers, rows, known))
    before: dict[int, list[Relation]] = {}
    for one in Relation.objects.filter(commitment__in=rows, ended_at=None).select_related(
        "initiative"
    ):
        before.setdefault(one.commitment_id, []).append(one)
    changed = 0
    for pk, codes in answers.items():
        wanted = set(codes)
        said = before.get(pk)
        if said is not None and {r.initiative.code for r in said if r.initiative} == wanted:
            continue
        for row in said or ():
            row.ended_at = at
            row.save(update_fields=["ended_at"])
        for code in sorted(wanted) or [""]:
            Relation.objects.create(
                commitment=rows[pk], initiative=known[code] if code else None, at=at
            )
        _record(
            forum,
            "commitment.compared",
            ("commitment", rows[pk].slug),
            by,
            at,
            {"initiatives": sorted(wanted)},
        )
        changed += 1
    return changed


@transaction.atomic
def write_note(
    meeting: Meeting,
    *,
    day: date,
    text: str,
    findings: Iterable[Mapping[str, str]],
    by: ActingOffice,
    at: datetime,
) -> CoherenceNote:
    """Write what was found about other initiatives for a meeting, as of a civil day.

    `findings` are {initiative, overlap, action}.  Raises Refused for a day still to come, a
    meeting that is over, an unknown initiative, and a note that says nothing.
    """
    meeting = (
        Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)
    )
    found = [dict(one) for one in findings]
    known = set(
        Organisation.objects.filter(forum=meeting.forum, kind=INITIATIVE).values_list(
            "code", flat=True
        )
    )
    require(
        _not_over(meeting, at),
        outside_calendar(day) or _not_to_come(day, civil_day(at, meeting.forum.zone)),
        _says_something(text, found),
        _known_initiatives([one["initiative"] for one in found], known),
    )
    made = CoherenceNote.objects.create(
        meeting=meeting, day=day, text=text.strip(), findings=found, at=at
    )
    _record(
        meeting.forum,
        "coherence.noted",
        ("meeting", meeting.slug),
        by,
        at,
        {"note": made.pk, "day": day.isoformat()},
    )
    return made


def _record(
    forum: Forum,
    verb: str,
    about: tuple[str, str],
    by: ActingOffice,
    at: datetime,
    facts: Mapping[str, object],
) -> None:
    record(
        forum.slug,
        verb=verb,
        about=about,
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts=dict(facts),
    )


def _readable(code: str) -> Refusal | None:
    if CODE.fullmatch(code):
        return None
    return Refusal(
        "practice",
        _("A code must have 2 to 41 capital letters, digits and hyphens, for example ABC-2."),
    )


def _not_taken(forum: Forum, code: str) -> Refusal | None:
    if not Organisation.objects.filter(forum=forum, code=code).exists():
        return None
    return Refusal("practice", _("The code {code} is already in use."), {"code": code})


def _sourced(source: str) -> Refusal | None:
    if source.strip():
        return None
    return Refusal("practice", _("Give the source: a document or a web address."))


def _in_order(start: date, end: date) -> Refusal | None:
    if start <= end and (end - start).days <= LONGEST_EVENT_DAYS:
        return None
    return Refusal(
        "calendar",
        _("The last day, {last}, must be within {days} days after the first, {first}."),
        {"first": start, "last": end, "days": LONGEST_EVENT_DAYS},
    )


def _still_there(event: InitiativeEvent) -> Refusal | None:
    if event.removed_at is None:
        return None
    return Refusal("practice", _("This event has already been removed."))


def _all_known(
    answers: Mapping[int, Iterable[str]],
    rows: Mapping[int, Commitment],
    known: Mapping[str, Organisation],
) -> Refusal | None:
    if set(answers) != set(rows):
        return Refusal("practice", _("There is no such commitment."))
    return _known_initiatives([code for codes in answers.values() for code in codes], known)


def _known_initiatives(codes: Iterable[str], known: Iterable[str]) -> Refusal | None:
    strange = sorted(set(codes) - set(known))
    if not strange:
        return None
    return Refusal("practice", _("There is no initiative called “{code}”."), {"code": strange[0]})


def _not_over(meeting: Meeting, at: datetime) -> Refusal | None:
    return machine.refusal("coherence.note", meeting, at)


def _not_to_come(day: date, today: date) -> Refusal | None:
    if day <= today:
        return None
    return Refusal(
        "practice",
        _("The note cannot be dated {day}: it describes the situation up to today, {today}."),
        {"day": day, "today": today},
    )


def _says_something(text: str, findings: list[dict[str, str]]) -> Refusal | None:
    if not text.strip() and not findings:
        return Refusal(
            "practice", _("Enter what was compared and the result, even if nothing was found.")
        )
    said = [text, *(f"{one['overlap']} {one['action']}" for one in findings)]
    return None if any(in_a_sentence(one) is None for one in said) else in_a_sentence(text)

"""What is done to the sessions of a meeting, and to the event that hosts it.

Sessions are facts that both secretariats keep; no key is needed, and every change is in the
journal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from babel import Locale, UnknownLocaleError
from django.db import transaction
from django.db.models import Max

from cochair.features.meetings import machine
from cochair.features.meetings.models import HostEvent, Meeting, MeetingHost, Session
from cochair.features.parties.offices import ActingOffice
from cochair.features.sessions import queries
from cochair.journal.actions import record
from cochair.procedure.alphabets import unprinted
from cochair.procedure.calendar import outside_calendar
from cochair.procedure.refusal import Refusal, Sentence, _, require
from cochair.web.errors import StaleVersion

KINDS = ("plenary", "working_lunch", "restricted", "co_chairs")
CLOSED_DOORS = frozenset({"restricted", "co_chairs"})
LONGEST = timedelta(hours=24)
MOST_LANGUAGES = 30
MOST_MINUTES = 7 * 24 * 60
HTTPS = "https://"
CHANGE = "session.change"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is said of a session: UTC instants, half-open; language codes of the regime."""

    kind: str
    starts: datetime
    ends: datetime
    spoken: tuple[str, ...]
    interpreted: tuple[str, ...]
    title: Mapping[str, str]
    observers_admitted: bool = False
    remote_link: str = ""


@transaction.atomic
def plan_session(meeting: Meeting, *, plan: Plan, by: ActingOffice, at: datetime) -> Session:
    """Add a session; its number is given once and never again.

    Raises Refused once the meeting is over, for times that do not follow one another, languages
    that nobody knows, links that are not https, and observers behind closed doors.  The same
    session sent twice is one.
    """
    meeting = _locked(meeting)
    require(machine.refusal(CHANGE, meeting, at), *_plan_refusals(plan))
    same = next((s for s in queries.sessions_of(meeting) if _said(s) == _values(plan)), None)
    if same is not None:
        return same
    last = Session.objects.filter(meeting=meeting).aggregate(n=Max("number"))["n"] or 0
    made = Session.objects.create(meeting=meeting, number=last + 1, changed_at=at, **_values(plan))
    _record(meeting, "session.planned", by=by, at=at, facts=_codes(made))
    return made


@transaction.atomic
def change_session(
    meeting: Meeting, number: int, *, plan: Plan, seen: str, by: ActingOffice, at: datetime
) -> Session:
    """Change a session; `seen` is `queries.version_of` the session that the writer was shown.

    Raises Refused as for a new one, and StaleVersion when somebody changed it meanwhile.
    """
    meeting = _locked(meeting)
    require(machine.refusal(CHANGE, meeting, at), *_plan_refusals(plan))
    row = _of_number(meeting, number)
    if queries.version_of(row) != seen and _said(row) != _values(plan):
        raise StaleVersion(
            Sentence(_("Session {number} has been changed in the meantime."), {"number": number}),
            theirs=_in_text(_said(row)),
            mine=_in_text(_values(plan)),
        )
    if _said(row) != _values(plan):
        row.changes, row.changed_at = row.changes + 1, at
    was = {"was_starts": row.starts.isoformat(), "was_ends": row.ends.isoformat()}
    for name, value in _values(plan).items():
        setattr(row, name, value)
    row.save()
    _record(meeting, "session.changed", by=by, at=at, facts={**_codes(row), **was})
    return row


@transaction.atomic
def remove_session(meeting: Meeting, number: int, *, by: ActingOffice, at: datetime) -> Session:
    """Take a session off the plan; its number is not given again.  Raises Refused when over."""
    meeting = _locked(meeting)
    require(machine.refusal(CHANGE, meeting, at))
    row = _of_number(meeting, number)
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    _record(meeting, "session.removed", by=by, at=at, facts={"number": number})
    return row


@transaction.atomic
def set_host(
    meeting: Meeting, *, event: int | None, minutes: int | None, by: ActingOffice, at: datetime
) -> MeetingHost | None:
    """Say at which event the meeting is held, with how many minutes of it; None: at none.

    Raises Refused for an event that is not kept here, and for a slot of no length.
    """
    meeting = _locked(meeting)
    require(machine.refusal(CHANGE, meeting, at))
    if event is None:
        MeetingHost.objects.filter(meeting=meeting, removed_at=None).update(removed_at=at)
        _record(meeting, "host.given_up", by=by, at=at, facts={})
        return None
    found = HostEvent.objects.filter(pk=event, forum=meeting.forum, removed_at=None).first()
    require(_known_event(found), _some_minutes(minutes))
    assert found is not None and minutes is not None
    host, _made = MeetingHost.objects.update_or_create(
        meeting=meeting,
        defaults={"event": found, "minutes": minutes, "at": at, "removed_at": None},
    )
    _record(meeting, "host.named", by=by, at=at, facts={"event": str(found.pk), "minutes": minutes})
    return host


def known_language(code: str) -> bool:
    """Whether a code is that of a language, such as fr."""
    try:
        return bool(Locale.parse(code).get_language_name("en")) and code.isalpha()
    except (ValueError, UnknownLocaleError):
        return False


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)
    )


def _of_number(meeting: Meeting, number: int) -> Session:
    row = Session.objects.filter(meeting=meeting, number=number, removed_at=None).first()
    require(None if row else Refusal("meeting", _("There is no session {n}."), {"n": number}))
    assert row is not None
    return row


def _values(plan: Plan) -> dict[str, Any]:
    return {
        "kind": plan.kind,
        "starts": plan.starts,
        "ends": plan.ends,
        "spoken": list(plan.spoken),
        "interpreted": list(plan.interpreted),
        "title": dict(plan.title),
        "observers_admitted": plan.observers_admitted,
        "remote_link": plan.remote_link,
    }


def _said(row: Session) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "starts": row.starts,
        "ends": row.ends,
        "spoken": row.spoken,
        "interpreted": row.interpreted,
        "title": row.title,
        "observers_admitted": row.observers_admitted,
        "remote_link": row.remote_link,
    }


def _in_text(values: Mapping[str, Any]) -> str:
    """What a session says, one fact a line, for two readers to compare."""
    lines = []
    for name, value in values.items():
        if isinstance(value, datetime):
            value = value.isoformat()
        elif isinstance(value, list):
            value = ", ".join(value)
        elif isinstance(value, dict):
            value = " / ".join(f"{k}: {v}" for k, v in sorted(value.items()))
        lines.append(f"{name}: {value}")
    return "\n".join(lines)


def _codes(row: Session) -> dict[str, object]:
    """What the journal keeps of a session: no words, no link."""
    return {
        "number": row.number,
        "kind": row.kind,
        "starts": row.starts.isoformat(),
        "ends": row.ends.isoformat(),
        "spoken": row.spoken,
        "interpreted": row.interpreted,
        "observers_admitted": row.observers_admitted,
        "remote": bool(row.remote_link),
    }


def _record(
    meeting: Meeting, verb: str, *, by: ActingOffice, at: datetime, facts: Mapping[str, object]
) -> None:
    record(
        meeting.forum.slug,
        verb=verb,
        about=("meeting", meeting.slug),
        by=by.account,
        office=by.title,
        on_behalf_of="",
        at=at,
        facts=dict(facts),
    )


def _plan_refusals(plan: Plan) -> tuple[Refusal | None, ...]:
    return (
        _known_kind(plan.kind),
        outside_calendar(plan.starts.date()),
        outside_calendar(plan.ends.date()),
        _in_order(plan),
        _some_language(plan.spoken),
        _known_languages((*plan.spoken, *plan.interpreted)),
        _secure(plan.remote_link),
        _no_observer_behind_closed_doors(plan),
        unprinted(*plan.title.values()),
    )


def _known_kind(kind: str) -> Refusal | None:
    return None if kind in KINDS else Refusal("meeting", _("There is no such type of session."))


def _in_order(plan: Plan) -> Refusal | None:
    if timedelta() < plan.ends - plan.starts <= LONGEST:
        return None
    return Refusal(
        "calendar",
        _("A session must end after it begins, and within {hours} hours."),
        {"hours": int(LONGEST.total_seconds() // 3600)},
    )


def _some_language(spoken: tuple[str, ...]) -> Refusal | None:
    if spoken:
        return None
    return Refusal("practice", _("Choose at least one language in which participants may speak."))


def _known_languages(codes: Iterable[str]) -> Refusal | None:
    codes = tuple(codes)
    unknown = tuple(dict.fromkeys(code for code in codes if not known_language(code)))
    if not unknown and len(codes) <= 2 * MOST_LANGUAGES:
        return None
    return Refusal(
        "practice",
        _("These are not language codes: {codes}. Write them like this: en, fr."),
        {"codes": unknown[:5] or codes[:5]},
    )


def _secure(link: str) -> Refusal | None:
    if not link or (link.startswith(HTTPS) and not any(sign.isspace() for sign in link)):
        return None
    return Refusal("practice", _("A link to join must begin with https://."))


def _no_observer_behind_closed_doors(plan: Plan) -> Refusal | None:
    if plan.observers_admitted and plan.kind in CLOSED_DOORS:
        return Refusal(
            "practice",
            _(
                "Observers may not be admitted to a restricted session or to a "
                "session of the co-chairs."
            ),
        )
    return None


def _known_event(event: HostEvent | None) -> Refusal | None:
    return None if event else Refusal("meeting", _("There is no such host event."))


def _some_minutes(minutes: int | None) -> Refusal | None:
    if minutes is not None and 0 < minutes <= MOST_MINUTES:
        return None
    return Refusal("meeting", _("Enter how many minutes of the event are for the meeting."))

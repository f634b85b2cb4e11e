"""What is said beside a session: languages, hours, days, the slot of its host.  None of it blocks.

Source: domain.md B.3 (CB-8), B.8 (CB-34), B.13 (CB-53).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings

from cochair.features.meetings.models import MeetingHost, Session
from cochair.procedure.calendar import civil_day
from cochair.procedure.fair_hours import EARLIEST, LATEST, LONGEST, SHORTEST, fair_hours, spans
from cochair.procedure.refusal import Sentence, _
from cochair.web.formats import locale, zone_of

WORKING_LUNCH, CO_CHAIRS = "working_lunch", "co_chairs"
A_MINUTE, A_MOMENT = timedelta(minutes=1), timedelta(microseconds=1)


def of_regime(session: Session, required: Sequence[str]) -> tuple[Sentence, ...]:
    """What its languages leave out: the required ones, and interpretation at a working lunch.

    The co-chairs alone settle their language between themselves, so that nothing is said.
    """
    if session.kind == CO_CHAIRS:
        return ()
    found = []
    heard = {*session.spoken, *session.interpreted}
    missing = tuple(code for code in required if code not in heard)
    if missing:
        found.append(
            Sentence(
                _("Languages required for all but neither spoken nor interpreted: {languages}."),
                {"languages": tuple(_named(code) for code in missing)},
            )
        )
    if session.kind == WORKING_LUNCH and not session.interpreted:
        found.append(
            Sentence(
                _(
                    "No interpretation is planned for this working lunch: delegations "
                    "may not be able to follow."
                )
            )
        )
    return tuple(found)


def _named(code: str) -> Mapping[str, str]:
    """A language by its name in every interface language."""
    return {
        language: locale(language).languages.get(code, code) for language, _n in settings.LANGUAGES
    }


def of_days(session: Session, days: tuple[date, date] | None, zone: str) -> tuple[Sentence, ...]:
    """That a session lies outside the meeting's civil days at the place."""
    if days is None:
        return ()
    first = civil_day(session.starts, zone)
    last = civil_day(session.ends - A_MOMENT, zone)
    if days[0] <= first and last <= days[1]:
        return ()
    return (
        Sentence(
            _("Outside the dates of the meeting, {first} to {last}."),
            {"first": days[0], "last": days[1]},
        ),
    )


def of_neighbours(session: Session, others: Iterable[Session]) -> tuple[Sentence, ...]:
    """That another session of the meeting is held at the same time (half-open spans)."""
    numbers = tuple(
        str(other.number)
        for other in others
        if other.number != session.number
        and other.starts < session.ends
        and session.starts < other.ends
    )
    if not numbers:
        return ()
    return (Sentence(_("At the same time as session {numbers}."), {"numbers": numbers}),)


def out_of_hours(session: Session, zones: Mapping[str, str]) -> tuple[str, ...]:
    """The members whose capital is not between 07:00 and 20:00 throughout, latest start last.

    `zones` holds the IANA zone of each capital.
    """
    found: list[tuple[datetime, str]] = []
    for member, zone in zones.items():
        own = zone_of(zone)
        starts = session.starts.astimezone(own).replace(tzinfo=None)
        ends = session.ends.astimezone(own).replace(tzinfo=None)
        same_day = starts.date() == ends.date()
        if not (same_day and starts.time() >= EARLIEST and ends.time() <= LATEST):
            found.append((starts, member))
    return tuple(member for _starts, member in sorted(found))


def fair_starts(
    session: Session, zones: Mapping[str, str], zone: str
) -> tuple[tuple[datetime, datetime], ...]:
    """The first and last start of each span of that day that is fair to all; none when too long."""
    minutes = (session.ends - session.starts) // A_MINUTE
    if not SHORTEST <= minutes <= LONGEST or not zones:
        return ()
    return spans(fair_hours(civil_day(session.starts, zone), minutes, zones, zone).fair)


def of_host(host: MeetingHost | None, sessions: Iterable[Session]) -> Sentence | None:
    """That the sessions need more than the slot of the host event."""
    if host is None:
        return None
    needed = sum((one.ends - one.starts) // A_MINUTE for one in sessions)
    if needed <= host.minutes:
        return None
    return Sentence(
        _("The sessions take {needed} minutes; the host event allows {minutes} minutes."),
        {"needed": needed, "minutes": host.minutes},
    )

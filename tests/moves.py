"""A meeting that is moved, postponed, converted or cancelled, and the mail that tells of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import signing
from cochair.features.invitations import contacts
from cochair.features.mail import collector
from cochair.features.mail.models import JOURNAL, Cursor, Message
from cochair.features.meetings.models import Meeting, Session
from cochair.features.parties.models import Forum
from cochair.features.sessions import actions as sessions
from cochair.features.sessions import changes
from cochair.journal.models import Entry
from inviting_story import fresh
from world import NOW

REASON = "The air traffic of the whole north is closed for weeks."
# Ten o'clock in Norland on the first day of the Council, in summer time.
TEN = datetime(2031, 4, 8, 7, tzinfo=UTC)
A_DAY = timedelta(days=1)
PALMERA, NORLAND = "palmera@example.org", "norland@example.org"


def reach(forum: Forum, code: str, email: str, language: str = "en", zone: str = "") -> None:
    """An address of a member or organisation."""
    contacts.add(
        forum,
        contacts.Entry(code, "", email, language, zone),
        languages=("en", "es", "pt"),
        by=signing.secretariat(forum),
        at=NOW,
    )


def moved(meeting: Meeting, day: str, at: datetime, *, with_sessions: bool = True) -> Meeting:
    """The meeting on another day, signed by both; it is there as long as it was planned for."""
    first = date.fromisoformat(day)
    when = signing.meetings.Day(first, first + A_DAY, "norhaven", "in_person")
    act = signing.meetings.propose_schedule(
        fresh(meeting),
        day=when,
        reason=REASON,
        with_sessions=with_sessions,
        by=signing.league(meeting.forum, at),
        at=at,
    )
    signing.both_sign(meeting.forum, act, at)
    return fresh(meeting)


def postponed(meeting: Meeting, at: datetime, month: date | None = None) -> Meeting:
    """The meeting without its day, signed by both."""
    by = signing.league(meeting.forum, at)
    act = changes.propose_postponement(fresh(meeting), reason=REASON, by=by, at=at, month=month)
    signing.both_sign(meeting.forum, act, at)
    return fresh(meeting)


def converted(meeting: Meeting, at: datetime) -> Meeting:
    """The meeting as a virtual contact, signed by both."""
    act = changes.propose_conversion(
        fresh(meeting),
        circumstance="transport",
        counts=False,
        reason=REASON,
        by=signing.league(meeting.forum, at),
        at=at,
    )
    signing.both_sign(meeting.forum, act, at)
    return fresh(meeting)


def session(
    meeting: Meeting,
    starts: datetime = TEN,
    at: datetime = NOW,
    *,
    kind: str = "plenary",
    observers: bool = False,
    interpreted: Sequence[str] = ("en", "es", "pt"),
) -> Session:
    """A session of three hours with a link to join it."""
    plan = sessions.Plan(
        kind=kind,
        starts=starts,
        ends=starts + timedelta(hours=3),
        spoken=("en", "es"),
        interpreted=tuple(interpreted),
        title={"en": f"The {kind}", "es": f"La {kind}", "pt": f"A {kind}"},
        observers_admitted=observers,
        remote_link=f"https://join.example.org/{kind}",
    )
    by = signing.secretariat(meeting.forum, at)
    return sessions.plan_session(meeting, plan=plan, by=by, at=at)


def told(forum: Forum, at: datetime) -> None:
    """The mail worker reads the journal to its end; no teller fails."""
    collector.read_journal(forum, at)
    last = Entry.objects.filter(forum=forum.slug).order_by("seq").last()
    cursor = Cursor.objects.get(forum=forum, source=JOURNAL)
    assert last is not None
    assert (cursor.seq, cursor.stuck_since) == (last.seq, None)


def letters(email: str, event: str = "") -> list[Message]:
    """What was queued for an address, oldest first."""
    rows = Message.objects.filter(email=email).order_by("pk")
    return list(rows.filter(event=event) if event else rows)

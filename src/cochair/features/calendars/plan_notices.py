"""N01: the plan of a cycle is agreed: to everybody who reads what the Parties share.

Venue and date of each meeting, with what is provisional marked so, and the meetings as events
that a calendar takes without being asked for an answer.  Source: domain.md C.5 (N01).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as __

from cochair.features.contact_links.letters import to_contact
from cochair.features.invitations import dispatch, notice_text
from cochair.features.invitations import queries as inviting
from cochair.features.invitations.letters import act_of, event_of, title_of
from cochair.features.mail import notifications
from cochair.features.mail.letters import CalendarPart, Letter, Page, Recipient, to_account
from cochair.features.meetings.cycle_plan import meetings_of
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Power, Role
from cochair.formats.icalendar import Event
from cochair.journal.models import Entry
from cochair.procedure.refusal import Sentence, _
from cochair.web.varieties import override

AGREED = "N01"
DAY = "day"
# Longer than this, a span says nothing that a calendar could show.
LONGEST = timedelta(days=100)


def register_all() -> None:
    """Make this teller known; called once, when the app is ready."""
    notifications.register("cycle.planned", of_a_plan)


def of_a_plan(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Both keys have turned on a plan: what it says of every meeting of the cycle."""
    act = act_of(entry)
    forum, number = act.forum, int(act.body["cycle"])
    found = {
        code: (meeting, schedule)
        for code, meeting in meetings_of(forum, number).items()
        if (schedule := _latest(meeting, entry)) is not None
    }
    # A plan of the rest of a cycle says nothing of what was over before it.
    over = {code for code, (_meeting, schedule) in found.items() if _is_over(schedule, entry)}
    coming = [one for code, one in found.items() if code not in over]
    events = [_event(*one, entry) for one in coming if _can_be_shown(one[1])]
    calendar = CalendarPart(events[0], "PUBLISH", tuple(events[1:])) if events else None
    lines = tuple(
        _planned(*found[code])
        if code in found
        else Sentence(_("{meeting}: not yet planned."), {"meeting": configuration.title})
        for code, configuration in parties.book(forum, entry.at).configurations.items()
        if code not in over
    )
    for reader, path in _readers(forum, Page("desk:cycle", (forum.slug, number)), entry.at):
        yield Letter(
            key=f"plan-agreed:{number}:{act.number}",
            forum_slug=forum.slug,
            to=reader,
            subject=Sentence(_("Plan of cycle {number} agreed"), {"number": number}),
            lines=(
                Sentence(
                    _("Both co-presidencies have agreed on the places and dates of the meetings.")
                ),
                *lines,
            ),
            path=path,
            event=AGREED,
            calendar=calendar,
            about=("cycle", f"{forum.slug}-cycle-{number}"),
            informs=True,
        )


def _latest(meeting: Meeting, entry: Entry) -> Schedule | None:
    """What the meeting had at the instant of an entry."""
    rows = [row for row in meeting.schedules.all() if row.at is None or row.at <= entry.at]
    return rows[-1] if rows else None


def _is_over(schedule: Schedule, entry: Entry) -> bool:
    return schedule.precision == DAY and schedule.ends is not None and schedule.ends <= entry.at


def _planned(meeting: Meeting, schedule: Schedule) -> Sentence:
    facts = {
        "meeting": title_of(meeting),
        "schedule": notice_text.in_short(meeting, schedule, in_full=True),
    }
    if schedule.precision == DAY:
        return Sentence(_("{meeting}: {schedule}."), facts)
    return Sentence(_("{meeting}: {schedule} (provisional)."), facts)


def _can_be_shown(schedule: Schedule) -> bool:
    if schedule.starts is None or schedule.ends is None:
        return False
    return schedule.ends - schedule.starts <= LONGEST


def _event(meeting: Meeting, schedule: Schedule, entry: Entry) -> Event:
    """A planned meeting as an event; what is provisional says so and takes nobody's time."""
    event = event_of(meeting, schedule, entry.at, dispatch.sequence(meeting, entry.at))
    if schedule.precision != DAY:
        return replace(event, summary=_provisional(meeting), status="TENTATIVE", busy=False)
    return event if meeting.confirmed_at else replace(event, status="TENTATIVE")


def _provisional(meeting: Meeting) -> Mapping[str, str]:
    found = {}
    for language, name in title_of(meeting).items():
        with override(language):
            found[language] = __("{name} (provisional)").format(name=name)
    return found


def _readers(forum: Forum, cycle: Page, at: datetime) -> Iterator[tuple[Recipient, Page | str]]:
    """Everybody who reads what is shared, and the contact points of members; each address once."""
    known: set[str] = set()
    for one in parties.holders(forum, at):
        hat, email = one.hat, one.account.email.lower()
        if not hat.may(Power.READ_SHARED) or hat.role is Role.AUDITOR or email in known:
            continue
        known.add(email)
        yield to_account(one.account, office=hat.title, party=hat.party), cycle
    for contact in inviting.contacts(forum):
        email = contact.email.lower()
        if contact.member is None or contact.at > at or email in known:
            continue
        known.add(email)
        # A contact point cannot sign in: the letter says everything.
        yield to_contact(contact), ""

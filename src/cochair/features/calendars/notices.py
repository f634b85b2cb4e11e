"""What is told of dates to come: to whoever owes them, before they are due.

The notice and the agendas have reminders of their own (`due_notices`); observers, requests for
items and delegations are told of where they are kept, handovers with their packs, and the end of a
cycle with the results of its clauses.
Every letter carries a key that stays the same, so that each goes out once; a date that moves has
another key and is told anew.  Source: domain.md C.5 (N02, N04).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from cochair.features.calendars import access, owners, queries, receipts
from cochair.features.contact_links.letters import to_contact
from cochair.features.invitations import queries as inviting
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, Recipient, to_account
from cochair.features.meetings import deadlines
from cochair.features.meetings.deadlines import Dated
from cochair.features.meetings.models import ContactPoint
from cochair.features.meetings.models import Meeting as Row
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import Role
from cochair.features.parties.queries import Holder
from cochair.journal.models import Entry
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.facts import Meeting
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.timetable import Owner, ShownBy
from cochair.procedure.view import UNOPENED_FOR

INCOMPLETE, UNOPENED = "N02", "N06"
# What a reminder says to those who have not opened the notice, and to those who have not answered.
NOT_OPENED = (
    _("Please open the notice of meeting: {meeting}"),
    _("The notice of meeting has not yet been opened on your behalf. You can read it here:"),
)
NOT_ANSWERED = (
    _("Please answer the invitation: {meeting}"),
    _("The invitation has not yet been answered on your behalf. You can read it here:"),
)
FOR_ANOTHER_DAY = (
    _("Please answer the invitation again: {meeting}"),
    _(
        "The answer that was given on your behalf is for another date of the meeting. You can read "
        "the invitation here:"
    ),
)
# The list of events has numbers for some dates; all others share a word of their own.
DUE = "due"
PREPARATIONS = frozenset({ShownBy.FIRST_PREPARATION, ShownBy.SECOND_PREPARATION})
OF_THEIR_OWN: Mapping[str, str] = {
    **dict.fromkeys(PREPARATIONS, "N04"),
    ShownBy.RECORD: "N24",
}

# Told by the parts that keep these facts.
ELSEWHERE = frozenset(
    {
        ShownBy.NOTICE,
        ShownBy.OBSERVERS_ANSWERED,
        ShownBy.ITEM_REQUESTS,
        ShownBy.PROVISIONAL_AGENDA,
        ShownBy.FINAL_AGENDA,
        ShownBy.DELEGATIONS,
        ShownBy.PROGRESS_REPORTS,
    }
)
DAYS_BEFORE = 5
PLAN_DAYS = 200
POINTS_TOLD = 20
IN_CHARGE = frozenset({Role.CO_PRESIDENCY, Role.SECRETARIAT})
DAY, VIRTUAL = "day", "virtual"
# Where one reads the notice, and by that has opened it.
NOTICE = "meetings:invitation"


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.register(receipts.REMINDED, of_the_silent)
    notifications.every("date-due", of_dates)
    notifications.every("plan-incomplete", of_plans)
    notifications.every("not-opened", of_the_not_opened)


def of_dates(forum: Forum, at: datetime) -> Iterable[Letter]:
    """A date that is due within five days and not known to be done, to those who owe it."""
    book, roster = parties.book(forum, at), parties.roster(forum)
    today, holders = civil_day(at, forum.zone), parties.holders(forum, at)
    open_points = queries.open_points(forum)
    for meeting in deadlines.still_with_dates(queries.meetings_at(forum, at), at):
        around = owners.Around(book, roster, meeting)
        name = queries.name_of(meeting, book)
        points = open_points.get(meeting.id, ())
        for dated in deadlines.kept_here(book, queries.NOTHING, meeting, at):
            entry = dated.entry
            left = days_between(today, dated.day)
            if dated.done or entry.shown_by in ELSEWHERE or not 0 <= left <= DAYS_BEFORE:
                continue
            if entry.owner in {Owner.OBSERVER, Owner.ALL}:
                continue
            for holder in holders:
                if owners.owes(entry, holder.hat, around):
                    yield _letter(
                        forum,
                        holder,
                        key=f"date-due:{meeting.id}:{entry.id}:{dated.day}",
                        event=OF_THEIR_OWN.get(entry.shown_by, DUE),
                        subject=Sentence(
                            _("Due on {day}: {event} ({meeting})"),
                            {"day": dated.day, "event": entry.event, "meeting": name},
                        ),
                        lines=(
                            _until(dated),
                            *(_points(points) if entry.shown_by in PREPARATIONS else ()),
                        ),
                        page=Page(_dates(holder), (forum.slug, meeting.id)),
                        about=("meeting", meeting.id),
                    )


def _until(dated: Dated) -> Sentence:
    """Until when something is due: the end of a day, or the hour that was announced."""
    event = dated.entry.event
    if dated.announced:
        message = _("{event}. Due on {at}. This date is a practice.")
        return Sentence(message, {"event": event, "at": dated.due})
    message = _("{event}. Due by the end of {day}. This date is a practice.")
    return Sentence(message, {"event": event, "day": dated.day})


def of_plans(forum: Forum, at: datetime) -> Iterable[Letter]:
    """Every week from 200 days before a planned meeting: what its plan still lacks."""
    book, today = parties.book(forum, at), civil_day(at, forum.zone)
    in_charge = _in_charge(forum, at)
    for meeting in queries.meetings_at(forum, at):
        missing = _missing(meeting, today)
        if not missing:
            continue
        name, week = queries.name_of(meeting, book), f"{today:%G-W%V}"
        for holder in in_charge:
            yield _letter(
                forum,
                holder,
                key=f"plan-incomplete:{meeting.id}:{week}",
                event=INCOMPLETE,
                subject=Sentence(_("Plan incomplete: {meeting}"), {"meeting": name}),
                lines=missing,
                page=Page("desk:meeting", (forum.slug, meeting.id)),
                about=("meeting", meeting.id),
            )


def of_the_not_opened(forum: Forum, at: datetime) -> Iterable[Letter]:
    """A meeting whose day passed and that nobody opened: once for each day that it had."""
    book, in_charge = parties.book(forum, at), _in_charge(forum, at)
    for meeting in deadlines.still_with_dates(queries.meetings_at(forum, at), at):
        schedule = meeting.schedule
        if meeting.confirmed_at is None or meeting.opened_at or meeting.told_afterwards:
            continue
        if schedule is None or schedule.precision != DAY or schedule.starts is None:
            continue
        ends = schedule.ends or schedule.starts
        if ends + UNOPENED_FOR > at:
            continue
        name = queries.name_of(meeting, book)
        for holder in in_charge:
            yield _letter(
                forum,
                holder,
                key=f"not-opened:{meeting.id}:{ends.isoformat()}",
                event=DUE,
                subject=Sentence(_("Not opened on the planned date: {meeting}"), {"meeting": name}),
                lines=(
                    Sentence(_("This meeting was planned to end on {at}."), {"at": ends}),
                    Sentence(
                        _(
                            "The date of this meeting has passed, and the meeting was "
                            "not opened. Open it, fix another date, postpone it or "
                            "cancel it."
                        )
                    ),
                ),
                page=Page("desk:meeting", (forum.slug, meeting.id)),
                about=("meeting", meeting.id),
                held_by_digest=False,
            )


def of_the_silent(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Those who have not opened the notice, or not answered it, once they are reminded."""
    row = Row.objects.filter(forum__slug=entry.forum, slug=entry.about_id).select_related("forum")
    meeting = row.prefetch_related("schedules").first()
    if meeting is None:
        return
    book = parties.book(meeting.forum, at)
    fact = next((m for m in queries.meetings_at(meeting.forum, at) if m.id == meeting.slug), None)
    if fact is None:
        return
    name = queries.name_of(fact, book)
    offices, contacts = inviting.speakers(meeting.forum, at), inviting.contacts(meeting.forum)
    for one in receipts.to_remind(meeting, at):
        answers = FOR_ANOTHER_DAY if one.is_asked_anew else NOT_ANSWERED
        subject, waits = answers if one.opened_at else NOT_OPENED
        for reader in _readers(one, meeting, offices, contacts):
            yield Letter(
                key=f"notice-reminded:{meeting.slug}:{entry.seq}",
                forum_slug=meeting.forum.slug,
                to=reader,
                subject=Sentence(subject, {"meeting": name}),
                lines=(
                    Sentence(_("You were invited to a meeting: {meeting}."), {"meeting": name}),
                    Sentence(waits),
                ),
                path=Page(NOTICE, (meeting.forum.slug, meeting.slug, one.invitation)),
                event=UNOPENED,
                held_by_digest=False,
                about=("meeting", meeting.slug),
            )


def _readers(
    one: receipts.Sent,
    meeting: Row,
    offices: Iterable[Office],
    contacts: Iterable[ContactPoint],
) -> Iterator[Recipient]:
    """The offices and contact points of one who was invited, each address once."""
    known: set[str] = set()
    for office in offices:
        if one.invited in (office.member, office.organisation):
            known.add(office.account.email.lower())
            party = office.party.code if office.party else ""
            yield to_account(office.account, office=office.role, party=party)
    for contact in contacts:
        invited = one.invited in (contact.member, contact.organisation)
        if invited and contact.email.lower() not in known:
            known.add(contact.email.lower())
            yield to_contact(contact, meeting)


def _missing(meeting: Meeting, today: date) -> tuple[Sentence, ...]:
    """What the plan of a meeting lacks that begins within 200 days; nothing for any other."""
    schedule = meeting.schedule
    if meeting.cancelled_at or meeting.opened_at or schedule is None or schedule.starts is None:
        return ()
    left = days_between(today, civil_day(schedule.starts, schedule.zone))
    if not 0 <= left <= PLAN_DAYS:
        return ()
    lacks = (
        (schedule.precision != DAY, Sentence(_("No date is fixed."))),
        (not schedule.place and schedule.format != VIRTUAL, Sentence(_("No place is fixed."))),
        (
            not schedule.format,
            Sentence(_("It is not settled whether the meeting is held in person.")),
        ),
    )
    return tuple(said for is_missing, said in lacks if is_missing)


def _points(points: tuple[Mapping[str, str], ...]) -> tuple[Sentence, ...]:
    """What a preparatory meeting finds open, point by point; the first of many."""
    if not points:
        return (Sentence(_("No open point is registered for the meeting.")),)
    return (
        Sentence(_("Open points: {number}."), {"number": len(points)}),
        *(Sentence(_("Open point: “{point}”"), {"point": point}) for point in points[:POINTS_TOLD]),
    )


def _in_charge(forum: Forum, at: datetime) -> list[Holder]:
    """The co-presidencies in office, and every secretariat."""
    return [
        holder
        for holder in parties.holders(forum, at)
        if holder.hat.role in IN_CHARGE
        and (holder.hat.in_term or holder.hat.role is Role.SECRETARIAT)
    ]


def _dates(holder: Holder) -> str:
    """The page of a meeting on which this reader finds its dates."""
    return queries.OWN if holder.hat.role in access.GUESTS else queries.DATES


def _letter(
    forum: Forum,
    holder: Holder,
    *,
    key: str,
    event: str,
    subject: Sentence,
    lines: tuple[Sentence, ...],
    page: Page,
    about: tuple[str, str] = ("", ""),
    held_by_digest: bool = True,
) -> Letter:
    return Letter(
        key=key,
        forum_slug=forum.slug,
        to=to_account(holder.account, office=holder.hat.title, party=holder.hat.party),
        subject=subject,
        lines=lines,
        event=event,
        path=page,
        held_by_digest=held_by_digest,
        about=about,
    )

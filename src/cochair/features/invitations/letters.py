"""Letters to those who are invited: who reads for an invitee, and what its calendar is told.

Shared by the tellers of the notice and of what changes after it.  Nothing is changed here.
Source: domain.md C.5; RFC 5546.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.contact_links.letters import to_contact
from cochair.features.invitations import dispatch, notice_text, queries, refusals, titles
from cochair.features.mail.letters import CalendarPart, Letter, Page, Recipient, Sender, to_account
from cochair.features.meetings.models import ContactPoint, Invitation, Meeting, Schedule
from cochair.features.meetings.rescheduling import last_with_a_day
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Office
from cochair.features.parties.offices import Role
from cochair.formats.icalendar import Event, Method, uid
from cochair.journal.models import Entry
from cochair.procedure.refusal import Sentence, _
from cochair.web import spoken

ANSWER_THERE = _("Please answer on this page only. Replies sent by calendar programs are not read.")


@dataclass(frozen=True, slots=True)
class Occasion:
    """One entry about a meeting that gives reason to write, and what is read once for it.

    `turns` counts, by invitee, how often an invitation was sent anew or taken back: so much
    further than the meeting's is the SEQUENCE of that invitee's event.
    """

    meeting: Meeting
    entry: Entry
    schedules: tuple[Schedule, ...]
    invitations: tuple[Invitation, ...]
    offices: tuple[Office, ...]
    contacts: tuple[ContactPoint, ...]
    sequence: int
    turns: Mapping[str, int]

    @property
    def at(self) -> datetime:
        """The instant of the entry."""
        return self.entry.at

    @property
    def title(self) -> Mapping[str, str]:
        """The name of the meeting in every language."""
        return title_of(self.meeting)

    @property
    def standing(self) -> tuple[Invitation, ...]:
        """The invitations that stood at the instant of the entry."""
        return tuple(
            row
            for row in self.invitations
            if row.withdrawn_at is None or row.withdrawn_at > self.entry.at
        )

    @property
    def dated(self) -> Schedule | None:
        """The last day that the meeting was given, also where it was taken away since."""
        return last_with_a_day(self.schedules)

    @property
    def has_a_day(self) -> bool:
        """Whether the meeting has a day, and not only had one."""
        return bool(self.schedules) and self.dated is self.schedules[-1]

    def words(self, schedule: Schedule) -> Mapping[str, str]:
        """When and where, in every language; hours at the place."""
        return notice_text.in_short(self.meeting, schedule, in_full=True)


def occasion(meeting: Meeting | None, entry: Entry) -> Occasion | None:
    """What is to be known of a meeting to tell of an entry; None for a meeting that is not kept.

    Everything is read as it stood at the instant of the entry, however late that is told.
    """
    if meeting is None:
        return None
    rows = Invitation.objects.filter(meeting=meeting, sent_at__lte=entry.at)
    invitations = tuple(
        rows.select_related("member__party", "organisation", "meeting__forum", "notice")
    )
    turns: Counter[str] = Counter()
    for row in invitations:
        gone = row.withdrawn_at is not None and row.withdrawn_at <= entry.at
        turns[queries.key_of(row)] += 1 + gone
    return Occasion(
        meeting=meeting,
        entry=entry,
        schedules=_known(meeting, entry),
        invitations=invitations,
        offices=queries.speakers(meeting.forum, entry.at),
        contacts=tuple(row for row in queries.contacts(meeting.forum) if row.at <= entry.at),
        sequence=dispatch.sequence(meeting, entry.at),
        turns={key: number - 1 for key, number in turns.items()},
    )


def _known(meeting: Meeting, entry: Entry) -> tuple[Schedule, ...]:
    """The days up to an entry; up to its own act, where that gave one, for two may share an instant."""
    rows = [row for row in meeting.schedules.all() if row.at is None or row.at <= entry.at]
    own = [i for i, row in enumerate(rows) if row.act and str(row.act.number) == entry.about_id]
    return tuple(rows[: own[0] + 1] if own and entry.about_kind == "act" else rows)


def to_invitee(
    told: Occasion,
    row: Invitation,
    *,
    event: str,
    subject: Sentence,
    lines: tuple[Sentence, ...],
    calendar: CalendarPart | None = None,
    page: Sentence | None = None,
    sender: Sender | None = None,
) -> Iterator[Letter]:
    """The same letter to everybody who reads for one invitee; `page` leads to its page, and `sender`
    writes it where the presidencies in office do not."""
    meeting = told.meeting
    path = Page("meetings:invitation", (meeting.forum.slug, meeting.slug, row.pk))
    if row.basis == refusals.AS_OBSERVER:
        path = Page("desk:home", (meeting.forum.slug,))
    elif calendar is not None and calendar.method == "REQUEST":
        lines = (*lines, Sentence(ANSWER_THERE))
    if page is not None:
        lines = (*lines, page)
    for reader in _readers(row, told):
        yield Letter(
            key=f"{event}:{meeting.slug}:{row.pk}:{told.entry.seq}",
            forum_slug=meeting.forum.slug,
            to=reader,
            subject=subject,
            lines=lines,
            path=path,
            event=event,
            calendar=calendar,
            held_by_digest=False,
            venue_zone=told.schedules[-1].zone if told.schedules else "",
            about=("invitation", str(row.pk)),
            sender=sender,
        )


def request(told: Occasion, row: Invitation) -> CalendarPart | None:
    """The event with the day that the meeting has; None while it has none."""
    return _part(told, row, "REQUEST") if told.has_a_day else None


def cancellation(told: Occasion, row: Invitation) -> CalendarPart | None:
    """The event with the last day that the meeting had, which leaves the calendar; None where
    nobody can have it, because there never was a day."""
    return _part(told, row, "CANCEL")


def _part(told: Occasion, row: Invitation, method: Method) -> CalendarPart | None:
    if told.dated is None:
        return None
    number = told.sequence + told.turns.get(queries.key_of(row), 0)
    return CalendarPart(event_of(told.meeting, told.dated, told.at, number), method)


def event_of(meeting: Meeting, schedule: Schedule, at: datetime, sequence: int) -> Event:
    """A meeting as an event on the days of a schedule; whole days where no hour is fixed.

    Raises ValueError for a schedule without any day.
    """
    place = parties.book(meeting.forum, at).places.get(schedule.place)
    first, last = notice_text.days_of(schedule)
    hours = notice_text.hours_are_known(schedule)
    return Event(
        uid=uid(meeting.slug, meeting.forum.slug),
        sequence=sequence,
        starts=schedule.starts if hours and schedule.starts is not None else first,
        ends=schedule.ends if hours and schedule.ends is not None else last,
        zone=schedule.zone,
        summary=title_of(meeting),
        location=place.city if place else "",
    )


def meeting_of(entry: Entry, slug: str) -> Meeting | None:
    """The meeting of an entry by its slug, with its schedules, or None."""
    rows = Meeting.objects.filter(forum__slug=entry.forum, slug=slug)
    return rows.select_related("forum").prefetch_related("schedules__act").first()


def subject_of(entry: Entry) -> Meeting | None:
    """The meeting that the act of an entry is about, or None."""
    return meeting_of(entry, str(entry.facts.get("subject", "")))


def act_of(entry: Entry) -> JointAct:
    """The joint act of an entry."""
    rows = JointAct.objects.select_related("forum")
    return rows.get(forum__slug=entry.forum, number=int(entry.about_id))


def title_of(meeting: Meeting) -> Mapping[str, str]:
    """The name of a meeting in every language."""
    book = parties.book(meeting.forum)
    return {code: meeting_title(meeting, book, code) for code in titles.languages()}


def signers_of(act: JointAct) -> Sender:
    """The presidencies that signed an act, as those who write what it sends."""
    keys = list(act.keys.select_related("party", "member"))
    members = {key.party.code: key.member.code for key in keys}
    return Sender(tuple(members), members, signed=True)


def why(act: JointAct | None, written: str) -> Mapping[str, str]:
    """A reason in each language in which both signed it; as it was written, marked, in the others."""
    return {
        code: spoken.as_written(act.reason_in(code) if act else written, code) or "–"
        for code in titles.languages()
    }


def office_words(office: Office) -> str:
    """An office as the journal writes it."""
    codes = (
        office.role,
        office.party.code if office.party else "",
        office.member.code if office.member else "",
        office.organisation.code if office.organisation else "",
    )
    return " ".join(filter(None, codes))


def _readers(row: Invitation, told: Occasion) -> Iterator[Recipient]:
    """Contact points and offices of an invitee, each address once; nobody is an alarm."""
    party = row.member.party.code if row.member else ""
    zone = row.member.zone if row.member else ""
    known: set[str] = set()
    for office in _of(row, told.offices):
        if office.account.email.lower() not in known:
            known.add(office.account.email.lower())
            yield to_account(office.account, office=office_words(office), party=party, zone=zone)
    for contact in _of(row, told.contacts):
        if contact.email.lower() not in known:
            known.add(contact.email.lower())
            yield to_contact(contact, row.meeting)
    if not known:
        role = Role.INSTITUTION if row.organisation else Role.DELEGATION_HEAD
        unreached = " ".join(filter(None, (role.value, party, dispatch.code_of(row))))
        yield Recipient(None, "", titles.languages()[0], "UTC", office=unreached, party=party)


def _of[T: (Office, ContactPoint)](row: Invitation, rows: Iterable[T]) -> Iterator[T]:
    """Those of the State or organisation that is invited."""
    invited = (row.member_id, row.organisation_id)
    return (one for one in rows if (one.member_id, one.organisation_id) == invited)

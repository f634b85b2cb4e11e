"""What is told about the notice and the invitations: who is written to, and what.

N03 a day that moved or a meeting that is off, N05 a notice that waits for keys, N06 the notice,
N07 a presidency that changes in between.  Source: domain.md C.5.  Nothing is changed here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.acts.models import JointAct
from cochair.journal.models import Entry
from cochair.mail import tellers
from cochair.mail.calendar import Event, Method, uid
from cochair.mail.letters import CalendarPart, Letter, Page, Recipient, to_account
from cochair.meetings.inviting import drafting, queries, refusals, sending, titles
from cochair.meetings.links.letters import to_contact
from cochair.meetings.models import ContactPoint, Invitation, Meeting, Schedule
from cochair.meetings.titles import meeting_title
from cochair.parties import queries as parties
from cochair.parties.models import Forum, Office
from cochair.parties.offices import Role
from cochair.procedure.refusal import Sentence, _

CHANGED, TO_SIGN, ISSUED, HANDOVER = "N03", "N05", "N06", "N07"


@dataclass(frozen=True, slots=True)
class _Directory:
    """Who reads for whom in a forum at an instant, read once."""

    offices: tuple[Office, ...]
    contacts: tuple[ContactPoint, ...]


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    tellers.register("notice.issued", of_a_notice)
    tellers.register("invitation.sent", of_an_invitation)
    tellers.register("invitation.withdrawn", of_a_withdrawal)
    tellers.register("meeting.scheduled", of_a_new_day)
    tellers.register("meeting.cancelled", of_a_cancellation)
    tellers.register("act.proposed", of_a_proposal)
    tellers.every("notice-to-confirm", of_a_handover)


def of_a_notice(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The notice is out: everybody invited by it gets the invitation, with its calendar part."""
    meeting = _subject(entry)
    if meeting is None:
        return
    act, who = _act(entry), _directory(meeting, entry.at)
    for row in _standing(meeting, entry.at):
        if row.notice is not None and row.notice.act_id == act.pk:
            yield from _invite(meeting, row, entry, who)


def of_an_invitation(entry: Entry, at: datetime) -> Iterable[Letter]:
    """One who was forgotten is invited after the notice."""
    meeting, row = _told_of(entry)
    if meeting is not None and row is not None and row.withdrawn_at is None:
        yield from _invite(meeting, row, entry, _directory(meeting, entry.at))


def of_a_withdrawal(entry: Entry, at: datetime) -> Iterable[Letter]:
    """An invitation is taken back: the event leaves the calendar."""
    meeting, row = _told_of(entry)
    if meeting is None or row is None or row.withdrawn_at is None:
        return
    yield from _letters(
        meeting,
        row,
        entry,
        _directory(meeting, entry.at),
        subject=Sentence(_("Invitation withdrawn: {meeting}"), {"meeting": _title(meeting)}),
        lines=(
            Sentence(
                _("Your invitation to the {meeting} has been withdrawn."),
                {"meeting": _title(meeting)},
            ),
            Sentence(_("Reason: {reason}"), {"reason": _as_it_is(row.withdrawn_reason)}),
        ),
        event=CHANGED,
        method="CANCEL",
        extra=1,
    )


def of_a_new_day(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The day, the place or the form changed after the notice: before, after, and why."""
    meeting = _subject(entry)
    if meeting is None:
        return
    schedules = [row for row in meeting.schedules.all() if row.at and row.at <= entry.at]
    if len(schedules) < 2:
        return
    before, after = schedules[-2:]
    lines = (
        Sentence(_("The {meeting} has a new day, place or form."), {"meeting": _title(meeting)}),
        Sentence(_("Until now: {schedule}"), {"schedule": _schedule_words(meeting, before)}),
        Sentence(_("From now on: {schedule}"), {"schedule": _schedule_words(meeting, after)}),
        Sentence(_("Reason: {reason}"), {"reason": _as_it_is(after.reason)}),
    )
    who = _directory(meeting, entry.at)
    for row in _standing(meeting, entry.at):
        yield from _letters(
            meeting,
            row,
            entry,
            who,
            subject=Sentence(_("Changed: {meeting}"), {"meeting": _title(meeting)}),
            lines=lines,
            event=CHANGED,
        )


def of_a_cancellation(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The meeting is off: the event is cancelled in every calendar."""
    meeting = _subject(entry)
    if meeting is None:
        return
    reason = _as_it_is(_act(entry).reason)
    who = _directory(meeting, entry.at)
    for row in _standing(meeting, entry.at):
        yield from _letters(
            meeting,
            row,
            entry,
            who,
            subject=Sentence(_("Cancelled: {meeting}"), {"meeting": _title(meeting)}),
            lines=(
                Sentence(_("The {meeting} is cancelled."), {"meeting": _title(meeting)}),
                Sentence(_("Reason: {reason}"), {"reason": reason}),
            ),
            event=CHANGED,
            method="CANCEL",
        )


def of_a_proposal(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A notice waits for the keys of both presidencies."""
    if entry.facts.get("kind") != queries.NOTICE:
        return
    act = _act(entry)
    for office, account in queries.presidencies(act.forum, entry.at):
        party = office.party.code if office.party else ""
        member = office.member.code if office.member else ""
        if not parties.holds(act.forum, party, member, entry.at):
            continue
        yield Letter(
            key=f"notice-to-sign:{act.number}",
            forum_slug=act.forum.slug,
            to=to_account(account, office=_office(office), party=party),
            subject=Sentence(_("To sign: {title}"), {"title": act.title}),
            lines=(
                Sentence(_("The notice of a meeting is ready and waits for both keys.")),
                Sentence(_("It goes out at the instant of the second key.")),
            ),
            path=Page("acts:act", (act.forum.slug, act.number)),
            event=TO_SIGN,
            about=("act", str(act.number)),
        )


def of_a_handover(forum: Forum, at: datetime) -> Iterable[Letter]:
    """A presidency changes between notice and meeting: the one who comes is told, and who goes.

    Once when it is known who comes, and once when that term begins.
    """
    for meeting in queries.convened(forum):
        found = queries.notice(meeting)
        if found is None:
            continue
        for one in queries.pending(meeting, found, at):
            if one.member is None:
                continue
            signers = {w.member.code for w in found.act.keys.all() if w.party.code == one.party}
            when = "now" if one.is_due else "ahead"
            for office, account in queries.presidencies(forum, at):
                if office.party is None or office.party.code != one.party:
                    continue
                if office.member is None or office.member.code not in {one.member, *signers}:
                    continue
                yield Letter(
                    key=f"notice-to-confirm:{meeting.slug}:{found.pk}:{one.member}:{when}",
                    forum_slug=forum.slug,
                    to=to_account(account, office=_office(office), party=one.party),
                    subject=Sentence(
                        _("Notice to be confirmed: {meeting}"), {"meeting": _title(meeting)}
                    ),
                    lines=(one.said,),
                    path=Page("meetings:notice", (forum.slug, meeting.slug)),
                    event=HANDOVER,
                    about=("meeting", meeting.slug),
                )


def _invite(meeting: Meeting, row: Invitation, entry: Entry, who: _Directory) -> Iterator[Letter]:
    """The letter of N06: what, when, where, and the page on which one answers."""
    schedule = _schedule_at(meeting, entry.at)
    if schedule is None:
        return
    title = _title(meeting)
    yield from _letters(
        meeting,
        row,
        entry,
        who,
        subject=Sentence(_("Invitation: {meeting}"), {"meeting": title}),
        lines=(
            Sentence(_("You are invited to the {meeting}."), {"meeting": title}),
            Sentence(
                _("When and where: {schedule}"), {"schedule": _schedule_words(meeting, schedule)}
            ),
            Sentence(_("Read the notice, answer and name your delegation on this page:")),
        ),
        event=ISSUED,
    )


def _letters(
    meeting: Meeting,
    row: Invitation,
    entry: Entry,
    who: _Directory,
    *,
    subject: Sentence,
    lines: tuple[Sentence, ...],
    event: str,
    method: Method = "REQUEST",
    extra: int = 0,
) -> Iterator[Letter]:
    """The same letter to everybody who reads for one invitee."""
    schedule = _schedule_at(meeting, entry.at)
    page = Page("meetings:invitation", (meeting.forum.slug, meeting.slug, row.pk))
    if row.basis == refusals.AS_OBSERVER:
        page = Page("meetings:my_meetings", (meeting.forum.slug,))
    told = None
    if schedule is not None:
        told = CalendarPart(_event(meeting, schedule, entry.at, extra), method)
    for reader in _readers(row, who):
        yield Letter(
            key=f"{event}:{meeting.slug}:{row.pk}:{entry.seq}",
            forum_slug=meeting.forum.slug,
            to=reader,
            subject=subject,
            lines=lines,
            path=page,
            event=event,
            calendar=told,
            held_by_digest=False,
            venue_zone=schedule.zone if schedule else "",
            about=("invitation", str(row.pk)),
        )


def _event(meeting: Meeting, schedule: Schedule, at: datetime, extra: int) -> Event:
    """The meeting as an event; whole days where no hour is fixed."""
    assert schedule.starts is not None
    place = parties.book(meeting.forum, at).places.get(schedule.place)
    first, last = drafting.days_of(schedule)
    hours = drafting.hours_are_known(schedule) and schedule.ends is not None
    return Event(
        uid=uid(meeting.slug, meeting.forum.slug),
        sequence=sending.sequence(meeting, at) + extra,
        starts=schedule.starts if hours else first,
        ends=schedule.ends if hours and schedule.ends is not None else last,
        zone=schedule.zone,
        summary=_title(meeting),
        location=place.city if place else "",
    )


def _directory(meeting: Meeting, at: datetime) -> _Directory:
    contacts = tuple(row for row in queries.contacts(meeting.forum) if row.at <= at)
    return _Directory(queries.speakers(meeting.forum, at), contacts)


def _readers(row: Invitation, who: _Directory) -> Iterator[Recipient]:
    """Contact points and offices of an invitee, each address once; nobody is an alarm."""
    party = row.member.party.code if row.member else ""
    zone = row.member.zone if row.member else ""
    invited = (row.member_id, row.organisation_id)
    known: set[str] = set()
    for office in who.offices:
        if (office.member_id, office.organisation_id) != invited:
            continue
        if office.account.email.lower() not in known:
            known.add(office.account.email.lower())
            yield to_account(office.account, office=_office(office), party=party, zone=zone)
    for contact in who.contacts:
        if (contact.member_id, contact.organisation_id) != invited:
            continue
        if contact.email.lower() not in known:
            known.add(contact.email.lower())
            yield to_contact(contact, row.meeting)
    if not known:
        unreached = " ".join(
            filter(None, (Role.DELEGATION_HEAD.value, party, sending.code_of(row)))
        )
        yield Recipient(None, "", titles.languages()[0], "UTC", office=unreached, party=party)


def _standing(meeting: Meeting, at: datetime) -> list[Invitation]:
    """The invitations that stand at an instant."""
    rows = Invitation.objects.filter(meeting=meeting, sent_at__lte=at)
    found = rows.select_related("member__party", "organisation", "meeting__forum", "notice")
    return [row for row in found if row.withdrawn_at is None or row.withdrawn_at > at]


def _told_of(entry: Entry) -> tuple[Meeting | None, Invitation | None]:
    meeting = _meeting(entry.forum, entry.about_id)
    if meeting is None:
        return None, None
    return meeting, queries.invitation(meeting, int(str(entry.facts["invitation"])))


def _subject(entry: Entry) -> Meeting | None:
    return _meeting(entry.forum, str(entry.facts.get("subject", "")))


def _meeting(forum: str, slug: str) -> Meeting | None:
    rows = Meeting.objects.filter(forum__slug=forum, slug=slug)
    return rows.select_related("forum").prefetch_related("schedules").first()


def _act(entry: Entry) -> JointAct:
    rows = JointAct.objects.select_related("forum")
    return rows.get(forum__slug=entry.forum, number=int(entry.about_id))


def _schedule_at(meeting: Meeting, at: datetime) -> Schedule | None:
    rows = [row for row in meeting.schedules.all() if row.at is None or row.at <= at]
    return rows[-1] if rows and rows[-1].starts is not None else None


def _schedule_words(meeting: Meeting, schedule: Schedule) -> Mapping[str, str]:
    """When and where, in every language; hours at the place."""
    return drafting.in_short(meeting, schedule)


def _title(meeting: Meeting) -> Mapping[str, str]:
    book = parties.book(meeting.forum)
    return {code: meeting_title(meeting, book, code) for code in titles.languages()}


def _as_it_is(text: str) -> Mapping[str, str]:
    """What a person wrote, the same in every language."""
    return dict.fromkeys(titles.languages(), text or "–")


def _office(office: Office) -> str:
    codes = (
        office.role,
        office.party.code if office.party else "",
        office.member.code if office.member else "",
        office.organisation.code if office.organisation else "",
    )
    return " ".join(filter(None, codes))

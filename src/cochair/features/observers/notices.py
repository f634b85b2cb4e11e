"""What is told about observers: to the co-presidencies at every step, to the applicant at the end.

N08 a request received, answered, decided; N09 an answer that is due.  The applicant never reads
which Party said what.  An invitation that stands puts the meeting into its calendar, and whatever
ends it takes it out again.  Source: domain.md C.5; RFC 5546, 3.2.  Nothing is changed here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from cochair.features.acts.models import JointAct
from cochair.features.contact_links.letters import to_contact
from cochair.features.invitations import letters, titles
from cochair.features.invitations import queries as inviting
from cochair.features.mail import notifications
from cochair.features.mail.letters import CalendarPart, Letter, Page, Recipient, to_account
from cochair.features.meetings.models import Invitation, Meeting, ObserverRequest
from cochair.features.meetings.states import PREPARING
from cochair.features.meetings.states import state_of as state_of_meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.observers import queries
from cochair.features.observers.states import Standing, State, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Sentence, _

STEP, DUE = "N08", "N09"
# So many days before the answer is due both are reminded of it.
DAYS_BEFORE = timedelta(days=3)
WAITING = frozenset({State.SUBMITTED, State.HALF_AGREED})


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.register("observer.applied", of_a_request)
    notifications.register("observer.answered", of_an_answer)
    notifications.register("observer.invited", of_an_invitation)
    notifications.register("observer.invited_outside", of_a_registration)
    notifications.register("observer.withdrawn", of_a_withdrawal)
    notifications.register("meeting.opened", of_what_was_not_decided)
    notifications.register("meeting.cancelled", of_what_was_not_decided)
    notifications.register("cycle.closed", of_what_a_cycle_left)
    notifications.every("observers-to-answer", of_answers_due)


def of_a_request(entry: Entry, at: datetime) -> Iterable[Letter]:
    """An organisation asks to come: both co-presidencies are told."""
    row = _request(entry)
    if row is not None:
        said = Sentence(_("{organisation} asks to attend as an observer."), _names(row))
        asks = Sentence(_("Each Party answers for itself and need not give reasons."))
        yield from _to_presidencies(row, entry, (said, asks))


def of_an_answer(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A Party answered: both read the dates of both; the applicant reads that it was declined."""
    row = _request(entry)
    if row is None:
        return
    standing = queries.standing_of(row, entry.at)
    yield from _to_presidencies(row, entry, tuple(_dates(row, standing)))
    has_ended, calendar = _ended(row, entry)
    if state_of(standing) is State.DECLINED:
        said = Sentence(_("Your request has not been accepted."))
        yield from _to_applicant(row, entry, said, calendar=calendar)
    elif has_ended:
        said = Sentence(_("Your invitation as an observer is no longer valid."))
        yield from _to_applicant(row, entry, said, calendar=calendar)
    elif standing.is_early and standing.is_invited:
        # It was invited elsewhere, and with the last agreement that stands.
        yield from _welcome(row, entry)


def of_an_invitation(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Both keys have turned: the observer is invited, and both read with which dates."""
    act = JointAct.objects.filter(forum__slug=entry.forum, number=int(entry.about_id)).first()
    row = _row(entry.forum, int(act.body["request"])) if act is not None else None
    if row is None:
        return
    standing = queries.standing_of(row, entry.at)
    said = Sentence(_("{organisation} has been invited as an observer."), _names(row))
    yield from _to_presidencies(row, entry, (said, *_dates(row, standing)), informs=True)
    yield from _welcome(row, entry)


def of_a_registration(entry: Entry, at: datetime) -> Iterable[Letter]:
    """An invitation made elsewhere was registered: both read the dates of both."""
    row = _request(entry)
    if row is None or row.invited_at is None:
        return
    said = Sentence(
        _(
            "An invitation to {organisation}, made outside this installation on {at}, was "
            "registered."
        ),
        {**_names(row), "at": row.invited_at},
    )
    standing = queries.standing_of(row, entry.at)
    yield from _to_presidencies(row, entry, (said, *_dates(row, standing)))
    if standing.is_invited and not standing.is_early:
        yield from _welcome(row, entry)


def of_a_withdrawal(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A request has ended: both are told, and the applicant."""
    row = _request(entry)
    if row is not None:
        said = Sentence(_("Request withdrawn: {organisation}."), _names(row))
        yield from _to_presidencies(row, entry, (said,), informs=True)
        said = Sentence(_("Your request to attend as an observer has ended."))
        yield from _to_applicant(row, entry, said, calendar=_ended(row, entry)[1])


def of_what_was_not_decided(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The meeting opened or was cancelled: whoever still waited for an answer is told that none came."""
    meeting = letters.subject_of(entry)
    said = Sentence(_("Your request was not decided before the meeting."))
    yield from _not_decided([meeting] if meeting is not None else [], entry, said)


def of_what_a_cycle_left(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The cycle was closed over meetings that nobody opened: whoever waited for an answer is told."""
    act = letters.act_of(entry)
    left = Meeting.objects.filter(
        forum=act.forum, cycle__number=act.body["cycle"], opened_at=None, cancelled_at=None
    )
    said = Sentence(_("Your request was not decided: the cycle of the meeting is closed."))
    yield from _not_decided(left.select_related("forum"), entry, said)


def _not_decided(meetings: Iterable[Meeting], entry: Entry, said: Sentence) -> Iterator[Letter]:
    for meeting in meetings:
        for one in queries.asked(meeting, entry.at):
            if one.state is State.NOT_DECIDED:
                yield from _to_applicant(one.row, entry, said)


def of_answers_due(forum: Forum, at: datetime) -> Iterable[Letter]:
    """Some days before observers are to be answered, both read who still waits; once."""
    book, today = parties.book(forum, at), civil_day(at, forum.zone)
    rows = ObserverRequest.objects.filter(meeting__forum=forum, withdrawn_at=None, invited_at=None)
    meetings = {row.meeting_id: row.meeting for row in rows.select_related("meeting__forum")}
    for meeting in meetings.values():
        known = queries.fact(meeting, at)
        due = queries.answers_due(book, known) if known else None
        if due is None or today < due - DAYS_BEFORE:
            continue
        if state_of_meeting(meeting, at) not in PREPARING:
            continue
        waiting = [one.row for one in queries.asked(meeting, at) if one.state in WAITING]
        if not waiting:
            continue
        lines = (
            Sentence(_("As a practice, each observer receives an answer by {day}."), {"day": due}),
            *(
                Sentence(_("Waiting for an answer: {organisation}."), _names(row))
                for row in waiting
            ),
        )
        for reader in _presidencies(forum, at):
            yield Letter(
                key=f"observers-to-answer:{meeting.slug}:{due.isoformat()}",
                forum_slug=forum.slug,
                to=reader,
                subject=Sentence(
                    _("Observers waiting for an answer: {meeting}"), {"meeting": _title(meeting)}
                ),
                lines=lines,
                path=Page("meetings:observers", (forum.slug, meeting.slug)),
                event=DUE,
                about=("meeting", meeting.slug),
            )


def _dates(row: ObserverRequest, standing: Standing) -> Iterator[Sentence]:
    """What each Party says, with its own date."""
    yield Sentence(_("Request to attend as an observer: {organisation}."), _names(row))
    for party in standing.needed:
        latest, since = standing.latest(party), standing.agreed_since(party)
        if since is not None:
            yield Sentence(_("{party} agreed on {at}."), {"party": party, "at": since})
        elif latest is not None:
            yield Sentence(_("{party} declined on {at}."), {"party": party, "at": latest.at})
        else:
            yield Sentence(_("{party} has not agreed."), {"party": party})


def _to_presidencies(
    row: ObserverRequest, entry: Entry, lines: tuple[Sentence, ...], *, informs: bool = False
) -> Iterator[Letter]:
    meeting = row.meeting
    page = Page("meetings:observer", (meeting.forum.slug, meeting.slug, row.pk))
    for reader in _presidencies(meeting.forum, entry.at):
        yield replace(_letter(row, entry, reader, lines, page), informs=informs)


def _welcome(row: ObserverRequest, entry: Entry) -> Iterator[Letter]:
    """An invitation that stands: when and where, and the meeting for the calendar."""
    told = letters.occasion(letters.meeting_of(entry, row.meeting.slug), entry)
    assert told is not None
    own = (letters.request(told, one) for one in told.standing if _is_of(one, row))
    lines = [Sentence(_("You are invited as an observer."))]
    if told.dated is not None and told.has_a_day:
        facts = {"schedule": told.words(told.dated)}
        lines.append(Sentence(_("Date and place: {schedule}"), facts))
    lines.append(
        Sentence(
            _(
                "What you may attend and read, and the form to name your "
                "participants, are on this page:"
            )
        )
    )
    yield from _to_applicant(row, entry, *lines, calendar=next(own, None))


def _ended(row: ObserverRequest, entry: Entry) -> tuple[bool, CalendarPart | None]:
    """Whether an entry ended an invitation, and then what takes the meeting out of the calendar;
    None for a meeting that never had a day."""
    told = letters.occasion(letters.meeting_of(entry, row.meeting.slug), entry)
    assert told is not None
    for one in told.invitations:
        if one.withdrawn_at == entry.at and _is_of(one, row):
            return True, letters.cancellation(told, one)
    return False, None


def _is_of(one: Invitation, row: ObserverRequest) -> bool:
    """Whether an invitation is that of the observer of a request."""
    return one.organisation_id == row.organisation_id and one.basis == queries.AS_OBSERVER


def _to_applicant(
    row: ObserverRequest, entry: Entry, *lines: Sentence, calendar: CalendarPart | None = None
) -> Iterator[Letter]:
    """The same to everybody who speaks for the applicant; nobody is an alarm."""
    page = Page("desk:home", (row.meeting.forum.slug,))
    for reader in _applicants(row, entry.at):
        yield _letter(row, entry, reader, lines, page, calendar)


def _letter(
    row: ObserverRequest,
    entry: Entry,
    to: Recipient,
    lines: tuple[Sentence, ...],
    page: Page,
    calendar: CalendarPart | None = None,
) -> Letter:
    return Letter(
        key=f"observer:{row.pk}:{entry.seq}",
        forum_slug=row.meeting.forum.slug,
        to=to,
        subject=Sentence(
            _("Attendance as an observer: {meeting}"), {"meeting": _title(row.meeting)}
        ),
        lines=lines,
        path=page,
        event=STEP,
        calendar=calendar,
        held_by_digest=calendar is None,
        venue_zone=calendar.event.zone if calendar else "",
        about=("meeting", row.meeting.slug),
    )


def _presidencies(forum: Forum, at: datetime) -> Iterator[Recipient]:
    """Whoever holds the office of a co-presidency that presides at an instant."""
    for office, account in inviting.presidencies(forum, at):
        party = office.party.code if office.party else ""
        member = office.member.code if office.member else ""
        if parties.holds(forum, party, member, at):
            zone = office.member.zone if office.member else ""
            yield to_account(account, office=_office(office), party=party, zone=zone)


def _applicants(row: ObserverRequest, at: datetime) -> Iterator[Recipient]:
    forum, seen = row.meeting.forum, set()
    for office in inviting.speakers(forum, at):
        if office.organisation_id == row.organisation_id and office.role == Role.OBSERVER:
            seen.add(office.account.email.lower())
            yield to_account(office.account, office=_office(office))
    for contact in inviting.contacts(forum):
        if contact.organisation_id != row.organisation_id or contact.at > at:
            continue
        if contact.email.lower() not in seen:
            seen.add(contact.email.lower())
            yield to_contact(contact, row.meeting)
    if not seen:
        unreached = f"{Role.OBSERVER.value} {row.organisation.code}"
        yield Recipient(None, "", titles.languages()[0], "UTC", office=unreached)


def _request(entry: Entry) -> ObserverRequest | None:
    return _row(entry.forum, int(str(entry.facts["request"])))


def _row(forum: str, number: int) -> ObserverRequest | None:
    found = ObserverRequest.objects.filter(meeting__forum__slug=forum, pk=number)
    rows = found.select_related("meeting__forum", "organisation")
    return rows.prefetch_related("answers__party").first()


def _office(office: Office) -> str:
    """An office as the journal writes it."""
    party, member, organisation = office.party, office.member, office.organisation
    codes = (one.code for one in (party, member, organisation) if one is not None)
    return " ".join((office.role, *codes))


def _names(row: ObserverRequest) -> Mapping[str, object]:
    return {"organisation": row.organisation.name}


def _title(meeting: Meeting) -> Mapping[str, str]:
    book = parties.book(meeting.forum)
    return {code: meeting_title(meeting, book, code) for code in titles.languages()}

"""What is told of delegations: to those who have not named theirs, and to the co-presidencies.

N15 nominations missing, a week before the practice day of the nominations, on it, and a week
after; N16 participation at risk, ten days before the meeting; N19 is told in `joining`.  Each is computed from what is
stored and carries a key that stays the same.  Source: domain.md C.5.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from cochair.features.contact_links.letters import to_contact
from cochair.features.delegations import participation, queries
from cochair.features.delegations.participation import Share
from cochair.features.delegations.queries import OBSERVERS, DelegationView
from cochair.features.invitations import notice_text, titles
from cochair.features.invitations import queries as inviting
from cochair.features.invitations.letters import title_of
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, Recipient, to_account
from cochair.features.meetings import admission, deadlines
from cochair.features.meetings.admission import Who
from cochair.features.meetings.models import ContactPoint, Meeting, Participant, Session
from cochair.features.meetings.part import Part
from cochair.features.meetings.rescheduling import last_with_a_day
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import Role
from cochair.features.sessions.labels import languages_of, name_of
from cochair.features.sessions.queries import link_of, read_by, sessions_of
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.facts import Facts
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.timetable import ShownBy

MISSING, AT_RISK = "N15", "N16"
PAGE = "meetings:delegations"
A_WEEK = timedelta(days=7)
# Where the timetable says nothing of nominations, they are asked for so long before the meeting.
USUALLY = timedelta(days=14)
FIGURES_DAYS = 10


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.every("nominations-missing", of_missing)
    notifications.every("participation-at-risk", of_risk)
    notifications.every("joining", of_joining)


def of_missing(forum: Forum, at: datetime) -> Iterable[Letter]:
    """To the focal points of delegations in which nobody is named, three times at most."""
    today = civil_day(at, forum.zone)
    offices, contacts = inviting.speakers(forum, at), inviting.contacts(forum)
    for meeting, first in _ahead(forum, today):
        due = _due(meeting, first, at)
        step = sum(1 for day in (due - A_WEEK, due, due + A_WEEK) if day <= today)
        if not step:
            continue
        title = _title(meeting, at)
        for company in queries.delegations(meeting):
            if company.people:
                continue
            for reader in _readers(company, meeting, offices, contacts):
                yield Letter(
                    key=f"nominations-missing:{meeting.slug}:{company.code}:{due}:{step}",
                    forum_slug=forum.slug,
                    to=reader,
                    subject=Sentence(_("Name your delegation: {meeting}"), {"meeting": title}),
                    lines=(
                        Sentence(
                            _("No one has been named in your delegation yet ({meeting}, {day})."),
                            {"meeting": title, "day": first},
                        ),
                        Sentence(
                            _(
                                "By practice, delegations are named by {day}. This is not "
                                "an obligation."
                            ),
                            {"day": due},
                        ),
                    ),
                    path=Page("meetings:delegation", (forum.slug, meeting.slug, company.key)),
                    event=MISSING,
                    about=("meeting", meeting.slug),
                )


def of_risk(forum: Forum, at: datetime) -> Iterable[Letter]:
    """To the co-presidencies in office: the figures, when the nominations would fall short."""
    today = civil_day(at, forum.zone)
    for meeting, first in _ahead(forum, today):
        if days_between(today, first) > FIGURES_DAYS:
            continue
        found = participation.of_meeting(meeting, at)
        if found is None or found.clause is None or not found.at_risk:
            continue
        title = _title(meeting, at)
        for office, account in inviting.presidencies(forum, at):
            party = office.party.code if office.party else ""
            member = office.member.code if office.member else ""
            if not parties.holds(forum, party, member, at):
                continue
            yield Letter(
                key=f"participation-at-risk:{meeting.slug}:{first}",
                forum_slug=forum.slug,
                to=to_account(account, office=_office(office), party=party),
                subject=Sentence(_("Participation at risk: {meeting}"), {"meeting": title}),
                lines=tuple(map(_figures, found.shares)),
                path=Page(PAGE, (forum.slug, meeting.slug)),
                event=AT_RISK,
                about=("meeting", meeting.slug),
                names=parties.roster(forum).names(),
            )


def _figures(one: Share) -> Sentence:
    return Sentence(
        _(
            "{party}: {present} of {members} members have named a head of delegation, "
            "{level} of the required level."
        ),
        {
            "party": one.party,
            "present": one.expected,
            "members": one.members,
            "level": one.expected_level,
        },
    )


def _ahead(forum: Forum, today: date) -> Iterator[tuple[Meeting, date]]:
    """The meetings that people prepare here and that have a day ahead, with that day."""
    rows = Meeting.objects.filter(forum=forum, opened_at=None, cancelled_at=None)
    rows = rows.exclude(confirmed_at=None)
    for row in rows.select_related("forum").prefetch_related("schedules"):
        first = queries.first_day(row)
        if first is not None and today < first:
            yield row, first


def _due(meeting: Meeting, first: date, at: datetime) -> date:
    """The practice day of the nominations, by the timetable of the procedures."""
    told = participation.told(meeting)
    book = parties.book(meeting.forum, at)
    nothing = Facts(forum=meeting.forum.slug, zone=meeting.forum.zone)
    dated = deadlines.of_meeting(book, nothing, told) if told else ()
    days = [one.day for one in dated if one.entry.shown_by is ShownBy.DELEGATIONS]
    return days[0] if days else first - USUALLY


def _readers(
    company: DelegationView,
    meeting: Meeting,
    offices: Iterable[Office],
    contacts: Iterable[ContactPoint],
) -> Iterator[Recipient]:
    """Offices and contact points of a delegation, each address once; nobody is an alarm."""
    row = company.row
    assert row is not None
    zone = row.member.zone if row.member else ""
    whom, known = (row.member_id, row.organisation_id), set()
    for office in offices:
        address = office.account.email.lower()
        if (office.member_id, office.organisation_id) == whom and address not in known:
            known.add(address)
            yield to_account(office.account, office=_office(office), party=company.party, zone=zone)
    for one in contacts:
        address = one.email.lower()
        if (one.member_id, one.organisation_id) == whom and address not in known:
            known.add(address)
            yield to_contact(one, meeting)
    if not known:
        role = Role.DELEGATION_HEAD if company.party else Role.INSTITUTION
        office_words = " ".join(filter(None, (role.value, company.party, company.code)))
        yield Recipient(None, "", "en", "UTC", office=office_words, party=company.party)


def _office(office: Office) -> str:
    codes = (office.party, office.member, office.organisation)
    return " ".join([office.role, *(one.code for one in codes if one is not None)])


def _title(meeting: Meeting, at: datetime) -> dict[str, str]:
    book = parties.book(meeting.forum, at)
    return {language: meeting_title(meeting, book, language) for language in book.languages}


# N19: how to join a meeting, a day and an hour before it begins, to everybody who takes part.
#
# Each reads the hours on the clock of their own capital or seat, the languages of each session
# that concerns them, and the link where they may have it. Those who have no address of their own
# are told by whoever named them, and a delegation whose invitation has ended is told nothing.
# Nothing is changed here. Source: domain.md C.5 (N19) and B.13 (CB-54).
JOINING = "N19"
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)


def of_joining(forum: Forum, at: datetime) -> Iterable[Letter]:
    """To the participants of every meeting that begins within a day; again within its last hour.

    A meeting that moves has other hours, and is told anew.
    """
    rows = Meeting.objects.filter(forum=forum, closed_at=None, cancelled_at=None)
    rows = rows.exclude(confirmed_at=None).select_related("forum")
    for meeting in rows.prefetch_related("schedules"):
        sessions = sessions_of(meeting)
        begins = _begins(meeting, sessions)
        if begins is not None and begins - A_DAY <= at < begins:
            yield from _to_all(meeting, sessions, begins, last_hour=at >= begins - AN_HOUR)


def _begins(meeting: Meeting, sessions: tuple[Session, ...]) -> datetime | None:
    """The hour at which people come: that of the meeting, else of its first session on its days.

    None where no hour is known: there is nothing to count from.
    """
    rows = list(meeting.schedules.all())
    dated = last_with_a_day(rows)
    if dated is None or dated is not rows[-1] or dated.starts is None:
        return None
    if notice_text.hours_are_known(dated):
        return dated.starts
    end = dated.ends or dated.starts + A_DAY
    return min((one.starts for one in sessions if dated.starts <= one.starts < end), default=None)


def _to_all(
    meeting: Meeting, sessions: tuple[Session, ...], begins: datetime, *, last_hour: bool
) -> Iterator[Letter]:
    granted, languages = inviting.granted(meeting), _languages(meeting)
    invited = admission.of_meeting(meeting)
    for company in queries.delegations(meeting):
        row, part = company.row, _part(company)
        if row is None or admission.refusal(invited, row) is not None:
            continue
        language = languages.get((row.member_id, row.organisation_id), titles.languages()[0])
        own = granted.get(row.organisation_id, ())
        lines = tuple(
            line
            for session in read_by(sessions, part, own)
            for line in _lines(session, link_of(session, part, own))
        )
        for one in company.people:
            if one.email:
                reader = _reader(meeting, company, one, language)
                yield _letter(meeting, company, reader, begins, lines, last_hour=last_hour)


def _letter(
    meeting: Meeting,
    company: DelegationView,
    reader: Recipient,
    begins: datetime,
    lines: tuple[Sentence, ...],
    *,
    last_hour: bool,
) -> Letter:
    assert company.row is not None
    title = title_of(meeting)
    step = "hour" if last_hour else "day"
    return Letter(
        key=f"joining:{meeting.slug}:{company.row.pk}:{begins:%Y-%m-%dT%H:%M}:{step}",
        forum_slug=meeting.forum.slug,
        to=reader,
        subject=Sentence(
            _("Starts within the hour: {meeting}") if last_hour else _("How to join: {meeting}"),
            {"meeting": title},
        ),
        lines=(
            Sentence(_("Start: {start} ({meeting})."), {"meeting": title, "start": begins}),
            *lines,
        ),
        event=JOINING,
        urgent=last_hour,
        held_by_digest=False,
        venue_zone=_zone(meeting),
        about=("meeting", meeting.slug),
    )


def _lines(session: Session, link: str) -> Iterator[Sentence]:
    """A session: its hours, what is spoken and interpreted, and the link for who may have it."""
    yield Sentence(
        _("{session}: {start}, until {end}."),
        {"session": name_of(session), "start": session.starts, "end": session.ends},
    )
    spoken, interpreted = languages_of(session.spoken), languages_of(session.interpreted)
    if spoken and interpreted:
        yield Sentence(
            _("Languages spoken: {spoken}. Interpretation into: {interpreted}."),
            {"spoken": spoken, "interpreted": interpreted},
        )
    elif spoken:
        yield Sentence(_("Languages spoken: {spoken}. No interpretation."), {"spoken": spoken})
    if link:
        yield Sentence(_("Remote participation: {link}"), {"link": link})


def _reader(
    meeting: Meeting, company: DelegationView, one: Participant, language: str
) -> Recipient:
    """A participant, on the clock of the capital; those of an organisation on that of the place."""
    member = company.row.member if company.row else None
    return Recipient(
        None,
        one.email,
        one.language or language,
        member.zone if member else _zone(meeting),
        one.name,
        party=company.party,
    )


def _languages(meeting: Meeting) -> Mapping[Who, str]:
    """In which language each delegation is written to, by its contact point."""
    rows = inviting.contacts(meeting.forum)
    return {(row.member_id, row.organisation_id): row.language for row in reversed(rows)}


def _zone(meeting: Meeting) -> str:
    return list(meeting.schedules.all())[-1].zone


def _part(company: DelegationView) -> Part:
    if company.party:
        return Part.DELEGATION
    return Part.OBSERVER if company.kind == OBSERVERS else Part.INSTITUTION

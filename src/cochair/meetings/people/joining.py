"""N19: how to join a meeting, a day and an hour before it begins, to everybody who takes part.

Each reads the hours on the clock of their own capital or seat, the languages of each session
that concerns them, and the link where they may have it.  Those who have no address of their own
are told by whoever named them, and a delegation whose invitation has ended is told nothing.
Nothing is changed here.
Source: domain.md C.5 (N19) and B.13 (CB-54).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from cochair.mail.letters import Letter, Recipient
from cochair.meetings import admission
from cochair.meetings.admission import Who
from cochair.meetings.inviting import drafting, titles
from cochair.meetings.inviting import queries as inviting
from cochair.meetings.inviting.letters import title_of
from cochair.meetings.models import Meeting, Participant, Session
from cochair.meetings.moving import last_with_a_day
from cochair.meetings.part import Part
from cochair.meetings.people import queries
from cochair.meetings.people.queries import OBSERVERS, Company
from cochair.meetings.sessions.queries import link_of, read_by, sessions_of
from cochair.meetings.sessions.words import languages_of, name_of
from cochair.parties.models import Forum
from cochair.procedure.refusal import Sentence, _

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
    if drafting.hours_are_known(dated):
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
    company: Company,
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
            _("It begins within the hour: {meeting}") if last_hour else _("Joining: {meeting}"),
            {"meeting": title},
        ),
        lines=(
            Sentence(_("{meeting} begins at {start}."), {"meeting": title, "start": begins}),
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
            _("Spoken: {spoken}. Interpreted into: {interpreted}."),
            {"spoken": spoken, "interpreted": interpreted},
        )
    elif spoken:
        yield Sentence(_("Spoken: {spoken}. There is no interpretation."), {"spoken": spoken})
    if link:
        yield Sentence(_("To join from afar: {link}"), {"link": link})


def _reader(meeting: Meeting, company: Company, one: Participant, language: str) -> Recipient:
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


def _part(company: Company) -> Part:
    if company.party:
        return Part.DELEGATION
    return Part.OBSERVER if company.kind == OBSERVERS else Part.INSTITUTION

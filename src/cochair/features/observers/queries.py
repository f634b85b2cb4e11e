"""Reads of requests to attend as an observer: each a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Min, Prefetch, Q, QuerySet

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.calendars.queries import NOTHING, meetings_at
from cochair.features.meetings import deadlines
from cochair.features.meetings.deadlines import Dated
from cochair.features.meetings.models import (
    Delegation,
    Invitation,
    Meeting,
    ObserverAnswer,
    ObserverRequest,
    Session,
)
from cochair.features.observers.requests import standing
from cochair.features.observers.states import Answer, Standing, State, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Organisation
from cochair.features.sessions.queries import sessions_of
from cochair.kernel.handover import Reader, Row, handed
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.checks.arguments import texts
from cochair.procedure.clause import Clause
from cochair.procedure.facts import Meeting as MeetingFact
from cochair.procedure.timetable import Owner, ShownBy

INVITATION = "meeting.observer_invitation"
CHECK = "observers_prior_agreement"
AS_OBSERVER = "observer"
# What an observer may read besides the sessions: what is public, or also what is marked for it.
PUBLIC, MARKED = "public", "observers"
DOCUMENTS = (PUBLIC, MARKED)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with how it stands; `late` says that it came after the practice date for it."""

    row: ObserverRequest
    standing: Standing
    late: bool = False

    @property
    def state(self) -> State:
        """How far it has come."""
        return state_of(self.standing)


def clause_of(book: Book, configuration: str) -> Clause | None:
    """The clause on observers of a configuration; None where the procedures have none."""
    return next(iter(book.clauses_for(CHECK, configuration)), None)


def clause_id(book: Book, configuration: str) -> str:
    """What a refusal cites for a configuration: the clause on observers, or practice."""
    return book.clause_for(CHECK, configuration)


def needed(book: Book, configuration: str) -> tuple[str, ...]:
    """The Parties whose agreement an observer of a configuration needs; all where none is said."""
    found = clause_of(book, configuration)
    named = texts(found.check.args.get("parties")) if found else ()
    return tuple(named) or tuple(party.code for party in book.parties)


def request(meeting: Meeting, number: int) -> ObserverRequest | None:
    """One request for a meeting, or None."""
    return _rows().filter(meeting=meeting, pk=number).first()


def standing_of(row: ObserverRequest, at: datetime) -> Standing:
    """How one request stands by the procedures in force at an instant."""
    book = parties.book(row.meeting.forum, at)
    came = arrivals(row.meeting)
    return standing(row, needed(book, row.meeting.configuration), came)


def asked(meeting: Meeting, at: datetime) -> tuple[Asked, ...]:
    """Every request for a meeting, oldest first; four queries."""
    rows = tuple(_rows().filter(meeting=meeting))
    return _asked(meeting, rows, at) if rows else ()


def asked_of(row: ObserverRequest, at: datetime) -> Asked:
    """One request with how it stands."""
    return _asked(row.meeting, (row,), at)[0]


def of_organisation(forum: Forum, organisation: str) -> tuple[ObserverRequest, ...]:
    """Every request of an organisation in a forum, oldest first."""
    return tuple(_rows().filter(meeting__forum=forum, organisation__code=organisation))


def unanswered(forum: Forum, party: str, book: Book) -> tuple[ObserverRequest, ...]:
    """The requests on which a Party has said neither yes nor no, of meetings that may still open
    and for which it is asked; two queries."""
    return tuple(
        row
        for row in undecided(forum)
        if party in needed(book, row.meeting.configuration)
        and not _last_word(row, party) & {Answer.AGREED, Answer.DECLINED}
    )


def undecided(forum: Forum) -> QuerySet[ObserverRequest]:
    """The requests that were not withdrawn, of meetings that may still open; two queries."""
    return _rows().filter(
        meeting__forum=forum,
        meeting__opened_at=None,
        meeting__cancelled_at=None,
        meeting__shut_at=None,
        withdrawn_at=None,
    )


def _last_word(row: ObserverRequest, party: str) -> frozenset[str]:
    """What a Party said last of a request; nothing before its first word."""
    said = [one.answer for one in row.answers.all() if one.party.code == party]
    return frozenset(said[-1:])


def open_of(meeting: Meeting, organisation: Organisation) -> ObserverRequest | None:
    """The request of an organisation for a meeting that was not withdrawn, or None."""
    rows = _rows().filter(meeting=meeting, organisation=organisation, withdrawn_at=None)
    return rows.last()


def invitation(row: ObserverRequest) -> Invitation | None:
    """The invitation that stands for the organisation of a request, or None."""
    return Invitation.objects.filter(
        meeting=row.meeting,
        organisation=row.organisation,
        basis=AS_OBSERVER,
        withdrawn_at=None,
    ).last()


def is_invited_otherwise(meeting: Meeting, organisation: Organisation) -> bool:
    """Whether an organisation has an invitation that stands, and not as an observer."""
    rows = Invitation.objects.filter(meeting=meeting, organisation=organisation, withdrawn_at=None)
    return rows.exclude(basis=AS_OBSERVER).exists()


def organisation(forum: Forum, code: str) -> Organisation | None:
    """An organisation of a forum by its code, or None."""
    return Organisation.objects.filter(forum=forum, code=code).first()


def arrivals(meeting: Meeting) -> Mapping[int, datetime]:
    """The first check-in (UTC) of each organisation at a meeting."""
    standing_people = Q(people__removed_at=None)
    rows = (
        Delegation.objects.filter(meeting=meeting)
        .exclude(organisation=None)
        .annotate(arrived=Min("people__checked_in_at", filter=standing_people))
        .values_list("organisation_id", "arrived")
    )
    return {key: at for key, at in rows if key is not None and at is not None}


def grantable(meeting: Meeting) -> tuple[Session, ...]:
    """The sessions that admit observers: those that may be granted to one."""
    return tuple(one for one in sessions_of(meeting) if one.observers_admitted)


def granted(row: ObserverRequest) -> tuple[Session, ...]:
    """The sessions that an invitation grants, and that are still planned and admit observers."""
    return tuple(one for one in grantable(row.meeting) if one.number in row.granted_sessions)


def open_acts(meeting: Meeting) -> Mapping[int, JointAct]:
    """The invitations that wait for a key, by the key of their request."""
    rows = acts.open_acts(meeting.forum).filter(
        kind=INVITATION, subject_kind="meeting", subject_id=meeting.slug
    )
    return {int(act.body["request"]): act for act in rows}


def fact(meeting: Meeting, at: datetime) -> MeetingFact | None:
    """A meeting as the core knows it at an instant."""
    found = meetings_at(meeting.forum, at)
    return next((one for one in found if one.id == meeting.slug), None)


def closes_on(book: Book, meeting: MeetingFact) -> date | None:
    """The last civil day on which observers apply, by the timetable; None where it says none."""
    found = _closing(book, meeting)
    return found.day if found is not None else None


def had_closed(book: Book, meeting: MeetingFact) -> bool:
    """Whether the last day on which observers apply had passed when the meeting's day became known."""
    found = _closing(book, meeting)
    return found is not None and found.was_over


def answers_due(book: Book, meeting: MeetingFact) -> date | None:
    """The civil day by which observers are answered, by the timetable; None for none."""
    found = deadlines.of_meeting(book, NOTHING, meeting)
    shown_by = ShownBy.OBSERVERS_ANSWERED
    return next((dated.day for dated in found if dated.entry.shown_by == shown_by), None)


def _closing(book: Book, meeting: MeetingFact) -> Dated | None:
    found = deadlines.of_meeting(book, NOTHING, meeting)
    return next((dated for dated in found if dated.entry.owner == Owner.OBSERVER), None)


def _asked(meeting: Meeting, rows: tuple[ObserverRequest, ...], at: datetime) -> tuple[Asked, ...]:
    book, known, came = parties.book(meeting.forum, at), fact(meeting, at), arrivals(meeting)
    wanted = needed(book, meeting.configuration)
    return tuple(Asked(row, standing(row, wanted, came), _late(book, known, row)) for row in rows)


def _late(book: Book, meeting: MeetingFact | None, row: ObserverRequest) -> bool:
    """Whether a request came after the practice date, by the day that the meeting then had; none did
    where that date had passed before anybody could know it."""
    if meeting is None:
        return False
    then = tuple(s for s in meeting.schedules if s.at is None or s.at <= row.submitted_at)
    closing = _closing(book, replace(meeting, schedules=then))
    if closing is None or closing.was_over:
        return False
    return civil_day(row.submitted_at, book.zone) > closing.day


def _rows() -> QuerySet[ObserverRequest]:
    answers = ObserverAnswer.objects.select_related("party", "office", "account")
    return ObserverRequest.objects.select_related(
        "meeting__forum", "meeting__cycle", "organisation", "submitted_by", "invitation_act"
    ).prefetch_related(Prefetch("answers", queryset=answers.order_by("at", "pk")))


def handed_over(reader: Reader) -> Iterable[Row]:
    """The requests that the Party of a reader has not answered, for the file of the next presidency."""
    for one in unanswered(reader.forum, reader.party, parties.book(reader.forum, reader.at)):
        yield handed(
            one.organisation.name,
            note=reader.named.get(one.meeting.slug, {}),
            where=("meetings:observer", reader.forum.slug, one.meeting.slug, str(one.pk)),
        )

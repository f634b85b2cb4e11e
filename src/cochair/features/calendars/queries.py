"""Reads for calendars and deadlines: what a hat owes, which meetings it may know of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from cochair.features.calendars import owners
from cochair.features.meetings import attendance, deadlines, evidence, facts, options
from cochair.features.meetings.deadlines import Dated
from cochair.features.meetings.models import (
    Delegation,
    Feed,
    FollowUp,
    ObserverRequest,
    OpenPoint,
    Session,
)
from cochair.features.meetings.models import Meeting as MeetingRow
from cochair.features.meetings.names import meeting_name
from cochair.features.parties import anew
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.journal.table_cache import TableCache
from cochair.procedure.book import Book
from cochair.procedure.facts import Facts, Meeting, known, settled
from cochair.procedure.timetable import ShownBy

# Where one does what a date asks for: a part of the meeting, by the fact that shows it done.
WHERE = {
    ShownBy.CONFIRMED: "meetings:schedule",
    ShownBy.FIRST_PREPARATION: "meetings:preparations",
    ShownBy.SECOND_PREPARATION: "meetings:preparations",
    ShownBy.RELEVANCE: "meetings:invitations",
    ShownBy.NOTICE: "meetings:invitations",
    ShownBy.OBSERVERS_ANSWERED: "meetings:observers",
    ShownBy.ITEM_REQUESTS: "meetings:agenda",
    ShownBy.PROVISIONAL_AGENDA: "meetings:agenda",
    ShownBy.FINAL_AGENDA: "meetings:agenda",
    ShownBy.DELEGATIONS: "meetings:delegations",
    ShownBy.RECORD: "records:record",
}
# Days that a desk looks ahead; what is due later is there when one asks for it.
AHEAD = timedelta(days=60)
DATES = "meetings:dates"
# The page of a meeting for one who comes to it and reads nothing else.
OWN = "meetings:my_meeting"


@dataclass(frozen=True, slots=True)
class Task:
    """Something that an office owes: its date, the meeting, in words by language, and where.

    `done` is None where nothing that is kept here says whether it was done.  `route` names the
    page on which one acts, and is empty where this office has none.
    """

    deadline: Dated
    meeting: Meeting
    name: Mapping[str, str]
    words: Mapping[str, str]
    done: bool | None
    overdue: bool
    forum: str
    route: str

    @property
    def day(self) -> date:
        """The civil day on which it is asked for, in the forum's zone."""
        return self.deadline.asked_on

    @property
    def due(self) -> datetime:
        """The instant (aware UTC) by which it is asked for: mostly the end of its day."""
        return self.deadline.asked_by

    @property
    def had_passed(self) -> bool:
        """Whether its own date had passed when the day of the meeting became known."""
        return self.deadline.was_over

    @property
    def link(self) -> str:
        """The address of the page on which one acts, in the language that is active; or empty."""
        for route in (self.route, DATES):
            try:
                return reverse(route, args=[self.forum, self.meeting.id]) if self.route else ""
            except NoReverseMatch:
                continue
        return ""


def meetings_at(forum: Forum, at: datetime) -> tuple[Meeting, ...]:
    """Every meeting as it was known at an instant; kept while none is written."""
    told, settles = _MEETINGS.get(forum.slug, forum.pk, lambda: _meetings(forum.pk))
    if settles is None or at >= settles:
        return told
    return known(Facts(forum.slug, forum.zone, meetings=told), at).meetings


_MEETINGS: TableCache[tuple[tuple[Meeting, ...], datetime | None]] = TableCache(8)


def _meetings(forum: int) -> tuple[tuple[Meeting, ...], datetime | None]:
    """Every meeting, and from when on all that is told of them is known."""
    told = facts.meetings(anew.forum(forum))
    return told, settled(Facts("", "UTC", meetings=told))


def forget() -> None:
    """Read meetings anew, whatever the ledger says; for tests."""
    _MEETINGS.clear()
    options.forget()


def tasks_of(forum: Forum, hat: ActingOffice, at: datetime) -> tuple[Task, ...]:
    """What an office owes at an instant, by day: what lies ahead, and what is overdue.

    A date that is over stays only while it is known not to be done; nobody is late with one that had
    passed when the day of the meeting was fixed.  The days are civil days in the forum's zone.
    """
    book, roster = parties.book(forum, at), parties.roster(forum)
    own = _named_by(forum, hat)
    found = []
    parts = attendance.parts_of(forum, hat, at)
    for meeting in deadlines.still_with_dates(meetings_at(forum, at), at):
        if not parts.get(meeting.id) and hat.role is not Role.OBSERVER:
            continue
        around = owners.Around(book, roster, meeting)
        for dated in deadlines.kept_here(book, NOTHING, meeting, at):
            if not owners.owes(dated.entry, hat, around):
                continue
            done = _done_by(dated, hat, own)
            over = dated.asked_by <= at
            if over and done is not False:
                continue
            found.append(
                Task(
                    dated,
                    meeting,
                    name_of(meeting, book),
                    dated.entry.event,
                    done,
                    over and not dated.was_over,
                    forum.slug,
                    _where(dated, hat),
                )
            )
    return tuple(sorted(found, key=lambda task: task.due))


def by_nearness(tasks: Sequence[Task], today: date) -> tuple[Sequence[Task], Sequence[Task]]:
    """Tasks that are overdue or due in the next 60 days from a civil day, and those due later.

    Where nothing is near, the first of the later ones is: somebody who has work sees some.
    """
    near = sum(task.day <= today + AHEAD for task in tasks) or min(len(tasks), 1)
    return tasks[:near], tasks[near:]


NOTHING = Facts("", "UTC")


def name_of(meeting: Meeting, book: Book) -> Mapping[str, str]:
    """The name of a meeting in every interface language."""
    return {code: meeting_name(meeting, book, code) for code, _name in settings.LANGUAGES}


def _named_by(forum: Forum, hat: ActingOffice) -> frozenset[str]:
    """The meetings to which the organisation of a hat has named its people."""
    if not hat.organisation:
        return frozenset()
    return frozenset(
        Delegation.objects.filter(meeting__forum=forum, organisation__code=hat.organisation)
        .exclude(submitted_at=None)
        .values_list("meeting__slug", flat=True)
    )


def _done_by(dated: Dated, hat: ActingOffice, named: frozenset[str]) -> bool | None:
    """Whether this office has done its own part, where each has one of its own."""
    if dated.entry.shown_by != ShownBy.DELEGATIONS:
        return dated.done
    if hat.organisation:
        return dated.meeting.id in named
    return evidence.delegation_named(dated.meeting, hat.member) if hat.member else dated.done


def _where(dated: Dated, hat: ActingOffice) -> str:
    if hat.may(Power.READ_SHARED):
        return WHERE.get(ShownBy(dated.entry.shown_by), DATES) if dated.entry.shown_by else DATES
    return OWN


def sessions_of(forum: Forum) -> Mapping[str, tuple[Session, ...]]:
    """The planned sessions of every meeting, by its slug."""
    found: dict[str, list[Session]] = {}
    rows = Session.objects.filter(meeting__forum=forum, removed_at=None).select_related("meeting")
    for row in rows:
        found.setdefault(row.meeting.slug, []).append(row)
    return {slug: tuple(sessions) for slug, sessions in found.items()}


def open_points(forum: Forum) -> Mapping[str, tuple[Mapping[str, str], ...]]:
    """What earlier meetings and preparations left open, in every language, by meeting slug.

    Points that an agenda neither placed nor deferred, and follow-ups that are not done.
    """
    found: dict[str, list[Mapping[str, str]]] = {}
    left = OpenPoint.objects.filter(
        meeting__forum=forum, item_key="", deferral_reason="", settled_at=None
    )
    for point in left.select_related("meeting"):
        found.setdefault(point.meeting.slug, []).append(point.text)
    undone = FollowUp.objects.filter(preparation__meeting__forum=forum, done_at=None)
    for one in undone.select_related("preparation__meeting"):
        words = {code: one.text for code, _name in settings.LANGUAGES}
        found.setdefault(one.preparation.meeting.slug, []).append(words)
    return {slug: tuple(points) for slug, points in found.items()}


def granted(forum: Forum, hat: ActingOffice) -> Mapping[str, tuple[int, ...]]:
    """The numbers of the sessions that an observer was granted, by the slug of the meeting."""
    rows = ObserverRequest.objects.filter(
        meeting__forum=forum, organisation__code=hat.organisation, withdrawn_at=None
    )
    told = rows.exclude(invited_at=None).values_list("meeting__slug", "granted_sessions")
    return {slug: tuple(int(number) for number in numbers) for slug, numbers in told}


def feeds_of(forum: Forum, account: int) -> tuple[Feed, ...]:
    """The calendar addresses of a person in a forum that work, newest first."""
    return tuple(Feed.objects.filter(forum=forum, account_id=account, revoked_at=None))


def feed(forum: Forum, account: int, number: int) -> Feed | None:
    """One of a person's own calendar addresses, or None."""
    return Feed.objects.filter(forum=forum, account_id=account, pk=number).first()


def by_secret(forum: Forum, secret: str) -> Feed | None:
    """The working address with this secret, found by its digest and compared in constant time."""
    digest = digest_of(secret)
    found = Feed.objects.filter(forum=forum, digest=digest, revoked_at=None)
    row = found.select_related("account").first()
    return row if row is not None and compare_digest(row.digest, digest) else None


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def of_any_account(forum: Forum, number: int) -> Feed | None:
    """A calendar address of a forum by its number, whosever it is, or None."""
    return Feed.objects.filter(forum=forum, pk=number).first()


def usual(row: MeetingRow, shown_by: ShownBy, at: datetime) -> tuple[datetime | None, str]:
    """When something is due for a meeting by the timetable (aware UTC), and whether that is an
    announced end (`fixed`), a usual date (`practice`), or one that had passed when the meeting's day
    became known (`soon`); None and empty without a date."""
    known = next((one for one in meetings_at(row.forum, at) if one.id == row.slug), None)
    if known is None:
        return None, ""
    dates = deadlines.of_meeting(parties.book(row.forum, at), NOTHING, known)
    for dated in dates:
        if dated.entry.shown_by == shown_by:
            return dated.asked_by, dated.firm
    return None, ""

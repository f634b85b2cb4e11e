"""Meeting: everything that the rest of the house knows of this kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.features.conduct import queries as conduct
from cochair.features.conduct.course import UNFINISHED
from cochair.features.delegations import participation
from cochair.features.meetings import (
    archived,
    attendance,
    handed_over,
    plan_days,
    presiding,
    queries,
    responsibility,
)
from cochair.features.meetings.models import CoChair, JointNote, Meeting, MeetingHost, Schedule
from cochair.features.meetings.responsibility import FIXED, RULE, Ask
from cochair.features.meetings.states import State, is_shut, state_of
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.sessions import opening_checks, opening_hours
from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turn, Turns
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.procedure.presidency import holder
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy
from cochair.procedure.view import UNOPENED_FOR

# Whose turn it is on a meeting: to fix its day, name who chairs, open, conduct, close and judge
# it.
FIX = _("Fix date, place and format: {meeting}")
NAME = _("Appoint the co-chair: {meeting}")
OPEN = _("Open the meeting: {meeting}")
OPEN_WITHOUT = _("Open the meeting, with a reason: {meeting}")
SAY = _("State what happened: {meeting} was not opened (open, postpone or cancel)")
GO = _("Go to the room: {meeting}")
GO_TO_ITEM = _("Go to the room: {meeting}, item {number}")
CLOSE = _("Close the meeting: {meeting}")
RESUME = _("Resume or end: {meeting}")
JUDGE = _("Assess the participation: {meeting}")
HOST = _("Confirm the host event: {meeting}")


def turns(one: Meeting, at: datetime) -> Iterator[Turn]:
    """Who acts next on a meeting at an instant (aware UTC); on history and in a closed cycle nobody."""
    if not responsibility.is_history(one, at) and not is_shut(one, at):
        asked = BY_STATE.get(state_of(one, at))
        if asked is not None:
            yield from asked(one, at)


def _without_day(one: Meeting, at: datetime) -> Iterator[Turn]:
    waits = responsibility.is_proposed(one, "meeting.schedule") or plan_days.is_in_waiting(one)
    if not waits and not responsibility.is_asked_elsewhere(one, at):
        until = responsibility.end_of_semester(one, at)
        ask = Ask(FIX, ("meetings:schedule", one.slug), until)
        yield from responsibility.of_chairs(one, ask, at)
    yield from _of_the_host(one, at)


def _ahead(one: Meeting, at: datetime) -> Iterator[Turn]:
    named = presiding.named(one.chairs.all())
    for party in parties.roster(one.forum).party_codes:
        if party not in named and not _presided_by_another(one, party, at):
            ask = Ask(NAME, ("desk:meeting", one.slug, "#people"), responsibility.opening(one))
            yield responsibility.of_chair(one, party, ask, at)
    yield from _to_open(one, at)
    yield from _of_the_host(one, at)


def _presided_by_another(one: Meeting, party: str, at: datetime) -> bool:
    """Whether somebody else presides a Party when the meeting begins: nobody appoints for a successor."""
    begins, terms = responsibility.begins(one), parties.roster(one.forum).terms
    now = holder(terms, party, at).holder
    then = holder(terms, party, begins).holder if begins is not None else None
    return now is not None and then is not None and now != then


def _to_open(one: Meeting, at: datetime) -> Iterator[Turn]:
    if opening_hours.too_early(one, at) or opening_hours.told_afterwards(one):
        return
    if responsibility.is_proposed(one, "meeting.open"):
        return
    until, step = (
        responsibility.sure(responsibility.begins(one), FIXED),
        ("meetings:step", one.slug),
    )
    if opening_checks.at_opening(one, at):
        ask = Ask(OPEN_WITHOUT, (*step, "open"), until)
        yield from responsibility.of_chairs(one, ask, at)
        return
    # The chairs open it in the room; whoever prepares it for them has nothing to do there.
    ask = Ask(OPEN, ("desk:room", one.slug), until)
    yield from responsibility.of_chairs(one, ask, at, prepared=False)
    prepared = Ask(OPEN, (*step, "open"), until)
    yield from responsibility.of_secretariats(one, prepared, at, prepares=True)


def _not_opened(one: Meeting, at: datetime) -> Iterator[Turn]:
    kinds = ("meeting.open", "meeting.schedule", "meeting.postponement", "meeting.cancel")
    if responsibility.is_proposed(one, *kinds):
        return
    over = responsibility.ends(one)
    until = responsibility.sure(over + UNOPENED_FOR if over is not None else None, FIXED)
    yield from responsibility.of_chairs(one, Ask(SAY, ("desk:meeting", one.slug), until), at)


def _sitting(one: Meeting, at: datetime) -> Iterator[Turn]:
    if responsibility.is_proposed(one, "meeting.close", "meeting.suspend"):
        return
    until = responsibility.sure(responsibility.ends(one), FIXED)
    floor = conduct.floor(one)
    ask = Ask(GO, ("desk:room", one.slug), until)
    if floor.item is not None:
        number = {"number": str(floor.item.number)}
        ask = Ask(GO_TO_ITEM, ("desk:room", one.slug), until, number)
    elif floor.courses and not any(item.stands in UNFINISHED for item in floor.courses):
        ask = Ask(CLOSE, ("meetings:step", one.slug, "close"), until)
    yield from responsibility.of_chairs(one, ask, at, prepared=ask.says == CLOSE)


def _suspended(one: Meeting, at: datetime) -> Iterator[Turn]:
    if not responsibility.is_proposed(one, "meeting.resume"):
        ask = Ask(RESUME, ("desk:room", one.slug))
        yield from responsibility.of_chairs(one, ask, at, prepared=False)


def _held(one: Meeting, at: datetime) -> Iterator[Turn]:
    found = participation.of_meeting(one, at)
    if found is None or found.clause is None or found.judged is not None or not found.falls_short:
        return
    if not responsibility.is_proposed(one, "meeting.participation"):
        until = responsibility.sure(one.closed_at, RULE)
        ask = Ask(JUDGE, ("meetings:participation", one.slug), until)
        yield from responsibility.of_chairs(one, ask, at)


def _of_the_host(one: Meeting, at: datetime) -> Iterator[Turn]:
    """The event at which a meeting was to be held was set aside."""
    gone = MeetingHost.objects.filter(meeting=one, removed_at=None, event__removed_at__lte=at)
    if gone.exists():
        until = responsibility.practice(one, ShownBy.CONFIRMED, at)
        ask = Ask(HOST, ("meetings:sessions", one.slug), until)
        yield from responsibility.of_secretariats(one, ask, at)


BY_STATE: Mapping[State, Callable[[Meeting, datetime], Iterator[Turn]]] = {
    State.PLANNED: _without_day,
    State.CONFIRMED: _ahead,
    State.CONVENED: _ahead,
    State.PREPARED: _ahead,
    State.NOT_OPENED: _not_opened,
    State.OPEN: _sitting,
    State.SUSPENDED: _suspended,
    State.HELD: _held,
}


# Meetings as they are searched: by their names, for whoever takes part.
class Meetings(Rows):
    """The meetings of a forum; they are narrowed by no day, because it may move."""

    kind = attendance.SUBJECT
    model = Meeting
    meeting = "slug"
    is_loaded = True

    def rows(self, forum: Forum) -> QuerySet[Meeting]:
        """All meetings of a forum."""
        return Meeting.objects.filter(forum=forum).select_related("forum")

    def readable(
        self, forum: Forum, hat: ActingOffice, at: datetime, rows: QuerySet[Meeting]
    ) -> Iterable[int]:
        """Those in which an office takes part that reads what the Parties share."""
        if not hat.may(Power.READ_SHARED):
            return ()
        if attendance.takes_part_in_all(hat):
            return rows.values_list("pk", flat=True)
        named = dict(rows.values_list("slug", "pk"))
        hidden = attendance.closed(forum, hat, at, list(named))
        return [pk for slug, pk in named.items() if slug not in hidden]

    def title(self, row: Meeting) -> Mapping[str, str]:
        """Its name."""
        return meeting_titles(row, parties.book(row.forum))

    def more(self, row: Meeting) -> str:
        """Its number."""
        return str(row.number or "")

    def shown(self, forum: Forum, row: Meeting) -> Card:
        """A meeting by its name; its own page says when it is."""
        return Card(
            title=self.title(row),
            address=reverse("desk:meeting", args=[forum.slug, row.slug]),
        )


MEETING = Kind(
    code=attendance.SUBJECT,
    label=_("meeting"),
    models=(Meeting, Schedule, CoChair, JointNote, MeetingHost),
    find=queries.of_subject,
    ends_with=queries.ends_with,
    closed=attendance.closed,
    verbs={
        "meeting.scheduled": _("The date of a meeting was fixed."),
        "meeting.opened": _("A meeting was opened."),
        "meeting.suspended": _("A meeting was suspended."),
        "meeting.resumed": _("A meeting was resumed."),
        "meeting.closed": _("A meeting was closed."),
        "meeting.cancelled": _("A meeting was cancelled."),
        "meeting.format_agreed": _("The format of a meeting was agreed."),
        "meeting.circumstances_declared": _("Extraordinary circumstances were declared."),
        "meeting.not_appropriate_noted": _("Both co-presidencies recorded that joint " "preparation was not appropriate."),
        "meeting.published": _("A meeting was published."),
        "meeting.postponed": _("A meeting was postponed without a new date."),
        "meeting.converted": _("A meeting was converted into a virtual contact."),
        "meeting.created": _("A new meeting was scheduled."),
        "meeting.participation_judged": _("Both co-presidencies assessed the " "participation in a meeting."),
        "meeting.attested": _("Both Parties attested what is known of a meeting held before Cochair."),
        "contact.created": _("A virtual contact was scheduled."),
        "extraordinary.created": _("An extraordinary meeting was scheduled."),
        "chair.appointed": _("A co-chair was appointed."),
        "chair.checked_in": _("A co-chair was checked in."),
        "chair.check_in_undone": _("A mistaken check-in of a co-chair was undone."),
        "host.named": _("The host event of a meeting was named."),
        "host.given_up": _("A meeting is no longer linked to an external event."),
    },
    archive=(
        Archive(
            "meetings",
            _("Meetings"),
            columns=((_("Meeting"), "id"), (_("Opened"), "opened_at"), (_("Meeting closed"), "closed_at"),
                     (_("Cancelled"), "cancelled_at")),
            rows=archived.rows,
        ),
    ),
    personal=(
        Person("chairs", _("Meetings chaired"), CoChair, ("account",),
               ("meeting__slug", "party__code", "deputy", "at", "ended_at", "checked_in_at")),
    ),
    texts=(
        Texts(Meeting, evidence="suspensions outcomes participation attested",
              name_nobody="source note options topics confidence_detail"),
        Texts(Schedule, evidence="reason"),
        Texts(JointNote, evidence="text"),
    ),
    handover=(
        Handover("handover.meetings", handed_over.to_come),
        Handover("handover.deadlines", handed_over.dates),
    ),
    search=Meetings(),
    retention=No("That a meeting took place, and who chaired it, stays for good."),
    turns=Turns(responsibility.not_over, turns),
)  # fmt: skip

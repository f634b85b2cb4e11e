"""What is told of preparatory meetings: planned, changed or cancelled, to both co-presidencies.

Each letter carries the calendar part of what was then planned (RFC 5546); the link to join stays
on the page.  Source: domain.md C.5 (N03, N04).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from cochair.features.invitations import titles
from cochair.features.mail import notifications
from cochair.features.mail.letters import CalendarPart, Letter, Page, to_account
from cochair.features.meetings.models import Meeting, Preparation
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Role
from cochair.formats.icalendar import Event, Method, uid
from cochair.journal.models import Entry
from cochair.procedure.refusal import Sentence, _
from cochair.web.code_labels import WORDS

PREPARATION = "N04"


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.register("preparation.planned", of_a_plan)
    notifications.register("preparation.changed", of_a_change)
    notifications.register("preparation.cancelled", of_a_cancellation)


def of_a_plan(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The co-chairs are to meet: when, how long, in which form."""
    yield from _letters(
        entry,
        subject=_("Preparatory meeting: {meeting}"),
        first=_("The co-chairs are to meet to prepare the meeting: {meeting}."),
    )


def of_a_change(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The hour, the form or the length is another."""
    yield from _letters(
        entry,
        subject=_("Changed: preparatory meeting, {meeting}"),
        first=_("The preparatory meeting of the co-chairs has been changed: {meeting}."),
    )


def of_a_cancellation(entry: Entry, at: datetime) -> Iterable[Letter]:
    """It is off, and leaves both calendars; the reason is told."""
    row = Preparation.objects.filter(pk=_number(entry)).first()
    if row is None:
        return
    yield from _letters(
        entry,
        subject=_("Cancelled: preparatory meeting, {meeting}"),
        first=_("The preparatory meeting of the co-chairs has been cancelled: {meeting}."),
        more=(
            Sentence(
                _("Reason: {reason}"),
                {"reason": dict.fromkeys(titles.languages(), row.cancelled_reason)},
            ),
        ),
        method="CANCEL",
    )


def _letters(
    entry: Entry,
    *,
    subject: str,
    first: str,
    more: tuple[Sentence, ...] = (),
    method: Method = "REQUEST",
) -> Iterator[Letter]:
    """The same letter to whoever presides a Party, or is named to chair the meeting, then."""
    meeting = (
        Meeting.objects.filter(forum__slug=entry.forum, slug=entry.about_id)
        .select_related("forum")
        .first()
    )
    if meeting is None:
        return
    title = _title(meeting)
    facts = {"meeting": title}
    starts = datetime.fromisoformat(str(entry.facts["planned_for"]))
    zone = str(entry.facts["zone"])
    named = _named(meeting, entry.at)
    for holder in parties.holders(meeting.forum, entry.at):
        if not _chairs(holder.hat, named):
            continue
        yield Letter(
            key=f"preparation:{_number(entry)}:{entry.seq}",
            forum_slug=meeting.forum.slug,
            to=to_account(holder.account, office=holder.hat.title, party=holder.hat.party),
            subject=Sentence(subject, facts),
            lines=(
                Sentence(first, facts),
                Sentence(
                    _(
                        "The preparatory meeting begins on {at} and lasts {minutes} "
                        "minutes: {form}."
                    ),
                    {
                        "at": starts,
                        "minutes": entry.facts["minutes"],
                        "form": _form(str(entry.facts["format"])),
                    },
                ),
                *more,
            ),
            path=Page("meetings:preparations", (meeting.forum.slug, meeting.slug)),
            event=PREPARATION,
            calendar=CalendarPart(_event(entry, meeting, title, method), method),
            held_by_digest=False,
            venue_zone=zone,
            about=("meeting", meeting.slug),
        )


def _event(entry: Entry, meeting: Meeting, title: Mapping[str, str], method: Method) -> Event:
    """What was planned when the entry was written; a cancellation is a version of its own."""
    starts = datetime.fromisoformat(str(entry.facts["planned_for"]))
    return Event(
        uid=uid(f"{meeting.slug}-preparation-{_number(entry)}".lower(), meeting.forum.slug),
        sequence=int(str(entry.facts["changes"])) + (method == "CANCEL"),
        starts=starts,
        ends=starts + timedelta(minutes=int(str(entry.facts["minutes"]))),
        zone=str(entry.facts["zone"]),
        summary=Sentence(_("Preparatory meeting of the co-chairs: {meeting}"), {"meeting": title}),
    )


def _named(meeting: Meeting, at: datetime) -> Mapping[str, set[str]]:
    """The members named to chair a meeting at an instant, by Party."""
    found: dict[str, set[str]] = {}
    for row in meeting.chairs.select_related("party", "member"):
        if row.ended_at is None or row.ended_at > at:
            found.setdefault(row.party.code, set()).add(row.member.code)
    return found


def _chairs(hat: ActingOffice, named: Mapping[str, set[str]]) -> bool:
    """A co-presidency in office, or one whose member is named to chair."""
    if hat.role is not Role.CO_PRESIDENCY:
        return False
    return hat.in_term or hat.member in named.get(hat.party, ())


def _number(entry: Entry) -> int:
    return int(str(entry.facts["preparation"]))


def _form(code: str) -> Sentence:
    return Sentence(WORDS.get(code, code))


def _title(meeting: Meeting) -> dict[str, str]:
    book = parties.book(meeting.forum)
    return {code: meeting_title(meeting, book, code) for code in titles.languages()}

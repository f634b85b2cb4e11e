"""Joint acts that change what a meeting is, or make one outside the slots of a cycle.

A meeting is postponed without a new day, or turned into a virtual contact; a contact, an
extraordinary meeting or, where cycles have no slots, a meeting is created.  Source: domain.md C.4 and A.6 (AMB-05 to AMB-07, gap G-11).
"""

from collections.abc import Mapping
from datetime import date, datetime

from cochair.features.acts import actions as acts
from cochair.features.acts import reasons as reasoning
from cochair.features.acts.models import JointAct
from cochair.features.acts.queries import open_acts
from cochair.features.meetings.actions import Day, day_refusals, instants_of, step_refusals
from cochair.features.meetings.cycle_plan import REASON_AT_LEAST, still_ahead
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import act_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.sessions import impact_preview, virtual_contacts
from cochair.procedure.book import Book
from cochair.procedure.calendar import add_months, outside_calendar
from cochair.procedure.reason import is_reason
from cochair.procedure.refusal import Refusal, _, require

POSTPONEMENT, CONVERSION = "meeting.postponement", "meeting.conversion"
CONTACT, EXTRAORDINARY = "contact.creation", "extraordinary.creation"
MEETING = "meeting.creation"
KIND_OF = {CONTACT: "contact", EXTRAORDINARY: "extraordinary", MEETING: "meeting"}
VIRTUAL = "virtual"
MONTHS_AHEAD = 60


def propose_postponement(
    meeting: Meeting,
    *,
    reason: str,
    by: ActingOffice,
    at: datetime,
    month: date | None = None,
    reasons: Mapping[str, str] | None = None,
) -> JointAct:
    """Propose to take the day away without naming another; at most a month may be named.

    `month` is any civil day of it; `reasons` give the same reason by language.  Raises Refused once the meeting has opened, without a day
    that could be postponed, without a reason, and for a month that is over.
    """
    book = parties.book(meeting.forum, at)
    require(
        *step_refusals(meeting, POSTPONEMENT, at),
        _has_a_day(meeting),
        *reasoning.each(_reason, reason, reasons),
        outside_calendar(month) if month else None,
        _month_ahead(month, at),
    )
    return acts.propose(
        meeting.forum,
        kind=POSTPONEMENT,
        subject=("meeting", meeting.slug),
        title=act_title(POSTPONEMENT, book, meeting=meeting),
        body={
            "month": month.replace(day=1).isoformat() if month else "",
            **reasoning.kept(reasons),
        },
        by=by,
        at=at,
        reason=reason.strip(),
    )


def propose_conversion(
    meeting: Meeting,
    *,
    circumstance: str,
    counts: bool,
    reason: str,
    by: ActingOffice,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> JointAct:
    """Propose that a meeting becomes a virtual contact, for circumstances that both declare.

    `counts` says whether both let the contact count as the meeting of its slot; it is asked
    only where the option leaves it to them.  `reasons` give the same reason by language.  Raises
    Refused where the procedures know no such contact, for a circumstance that is none of the
    list, and without a reason.
    """
    book = parties.book(meeting.forum, at)
    require(
        *step_refusals(meeting, CONVERSION, at),
        may_convert(meeting, at),
        virtual_contacts.circumstance(book, circumstance),
        *reasoning.each(_reason, reason, reasons),
    )
    return acts.propose(
        meeting.forum,
        kind=CONVERSION,
        subject=("meeting", meeting.slug),
        title=act_title(CONVERSION, book, meeting=meeting),
        body={
            "circumstance": circumstance,
            "counts": impact_preview.counts(meeting.forum, counts, at),
            **reasoning.kept(reasons),
        },
        by=by,
        at=at,
        reason=reason.strip(),
    )


def propose_contact(
    forum: Forum,
    *,
    configuration: str,
    day: Day,
    circumstance: str,
    reason: str,
    by: ActingOffice,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> JointAct:
    """Propose a virtual contact that was never a meeting; it fills no slot.

    `circumstance` is declared with it where the procedures ask for that (corrections.md
    section 2, II.*.meetings.c).  Raises Refused where they know no virtual contact.
    """
    book = parties.book(forum, at)
    require(
        _known_configuration(book, configuration)
        or virtual_contacts.to_be_virtual(book, configuration)
        or (
            virtual_contacts.circumstance(book, circumstance)
            if virtual_contacts.needs_declaration(book, configuration)
            else None
        ),
        *day_refusals(book, day),
        _virtual(day),
        *reasoning.each(_reason, reason, reasons),
    )
    return _propose_new(
        forum,
        CONTACT,
        book,
        configuration=configuration,
        day=day,
        body={
            "circumstance": circumstance
            if virtual_contacts.needs_declaration(book, configuration)
            else "",
            **reasoning.kept(reasons),
        },
        reason=reason,
        by=by,
        at=at,
    )


def propose_extraordinary(
    forum: Forum,
    *,
    configuration: str,
    day: Day,
    reason: str,
    by: ActingOffice,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> JointAct:
    """Propose an extraordinary meeting: outside the slots, and never counted for one."""
    book = parties.book(forum, at)
    require(
        _known_configuration(book, configuration),
        *day_refusals(book, day),
        *reasoning.each(_reason, reason, reasons),
    )
    return _propose_new(
        forum,
        EXTRAORDINARY,
        book,
        configuration=configuration,
        day=day,
        body=reasoning.kept(reasons),
        reason=reason,
        by=by,
        at=at,
    )


def propose_meeting(
    forum: Forum,
    *,
    configuration: str,
    day: Day,
    reason: str = "",
    by: ActingOffice,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> JointAct:
    """Propose a meeting where the procedures give none a place in a cycle: it counts for its
    interval from the last one.  The day needs no reason.

    Raises Refused where meetings come from the plan of a cycle, for a configuration, place or
    format that the procedures do not know, and without a place unless it is virtual.
    """
    book = parties.book(forum, at)
    require(
        _without_slots(book),
        _known_configuration(book, configuration),
        *day_refusals(book, day),
        _somewhere(day),
    )
    return _propose_new(
        forum,
        MEETING,
        book,
        configuration=configuration,
        day=day,
        body=reasoning.kept(reasons),
        reason=reason,
        by=by,
        at=at,
    )


def slug_taken(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    """A refusal when another act made a meeting under the same address meanwhile."""
    if not Meeting.objects.filter(forum=act.forum, slug=act.subject_id).exists():
        return ()
    return (Refusal("meeting", _("A meeting already exists at this address. Propose it again.")),)


def _propose_new(
    forum: Forum,
    kind: str,
    book: Book,
    *,
    configuration: str,
    day: Day,
    body: Mapping[str, object],
    reason: str,
    by: ActingOffice,
    at: datetime,
) -> JointAct:
    zone = book.places[day.place].zone if day.place else book.zone
    require(still_ahead(day.last, zone, at))
    starts, ends = instants_of(day, zone)
    said = {
        "configuration": configuration,
        "starts": starts.isoformat(),
        "ends": ends.isoformat(),
        "first_day": day.first.isoformat(),
        "last_day": day.last.isoformat(),
        "zone": zone,
        "place": day.place,
        "format": day.format,
        **body,
    }
    number = (
        _next_of_its_kind(forum, configuration, said)
        if kind == MEETING
        else _next_number(forum, kind, configuration, said)
    )
    proposed = Meeting(forum=forum, configuration=configuration, kind=KIND_OF[kind], number=number)
    return acts.propose(
        forum,
        kind=kind,
        subject=("meeting", slug_of(forum, book, kind, configuration, number or day.first)),
        title=act_title(kind, book, meeting=proposed, day=day.first, last=day.last),
        body={"number": number, **said},
        by=by,
        at=at,
        reason=reason.strip(),
    )


def slug_of(forum: Forum, book: Book, kind: str, configuration: str, number: int | date) -> str:
    """The address of a meeting outside the slots: its configuration, its kind, its number, or the
    day for which it was first fixed where those of its kind are not counted."""
    code = book.configurations[configuration].slug
    if kind == MEETING:
        return f"{forum.slug}-{code}-{number}"
    return f"{forum.slug}-{code}-{KIND_OF[kind]}-{number}"


def _next_of_its_kind(forum: Forum, configuration: str, said: Mapping[str, object]) -> int | None:
    """The number after the highest that a meeting of the configuration has had; None where they
    were held and nobody counted them: a number would say more than is known."""
    made = Meeting.objects.filter(forum=forum, configuration=configuration, kind="meeting")
    counted = [number for number in made.values_list("number", flat=True) if number]
    if not counted and made.exists():
        return None
    return _next_number(forum, MEETING, configuration, said)


def _next_number(forum: Forum, kind: str, configuration: str, said: Mapping[str, object]) -> int:
    """The next free number; that of the same proposal where it already waits for its keys.

    A double submission thereby asks for the same act, which is then refused as already open.
    """
    waiting = list(open_acts(forum).filter(kind=kind))
    own = [act.body for act in waiting if act.body["configuration"] == configuration]
    for body in own:
        if {k: v for k, v in body.items() if k != "number"} == said:
            return int(body["number"])
    made = Meeting.objects.filter(
        forum=forum, configuration=configuration, kind=KIND_OF[kind], converted_at=None
    )
    taken = [*made.values_list("number", flat=True), *(int(body["number"]) for body in own)]
    return max((number for number in taken if number), default=0) + 1


def _has_a_day(meeting: Meeting) -> Refusal | None:
    latest = meeting.schedules.last()
    if latest is not None and latest.precision == "day":
        return None
    return Refusal("meeting", _("This meeting has no date to postpone."))


def may_convert(meeting: Meeting, at: datetime) -> Refusal | None:
    """A refusal where a meeting is none of a cycle, or rests on no extraordinary circumstances."""
    if meeting.kind == "meeting":
        return virtual_contacts.to_convert(parties.book(meeting.forum, at), meeting.configuration)
    return Refusal(
        "meeting", _("Only a meeting of a cycle may be converted into a virtual contact.")
    )


def _month_ahead(month: date | None, at: datetime) -> Refusal | None:
    if month is None:
        return None
    now = at.date().replace(day=1)
    if now <= month.replace(day=1) <= add_months(now, MONTHS_AHEAD):
        return None
    return Refusal("calendar", _("Enter a month that has not ended, within the next five years."))


def _reason(reason: str) -> Refusal | None:
    if is_reason(reason, REASON_AT_LEAST):
        return None
    return Refusal(
        "meeting",
        _("Give the reason in at least {number} characters; both co-presidencies sign it."),
        {"number": REASON_AT_LEAST},
    )


def _known_configuration(book: Book, code: str) -> Refusal | None:
    if code in book.configurations:
        return None
    return Refusal(
        "cycle", _("There is no type of meeting called “{code}”."), {"code": code or "–"}
    )


def _without_slots(book: Book) -> Refusal | None:
    if not book.has_slots:
        return None
    return Refusal("cycle", _("In this forum, meetings are created by the plan of a cycle."))


def _somewhere(day: Day) -> Refusal | None:
    if day.place or day.format == VIRTUAL:
        return None
    return Refusal("meeting", _("Select the place, or state that the meeting is virtual."))


def _virtual(day: Day) -> Refusal | None:
    if day.format == VIRTUAL and not day.place:
        return None
    return Refusal("meeting", _("A virtual contact has no venue."))

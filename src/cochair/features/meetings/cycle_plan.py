"""The plan of the next cycle and the dates of its meetings: joint acts, and what they do."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Q

from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle, SlotPlan
from cochair.features.cycles.queries import plan_of
from cochair.features.meetings import rescheduling
from cochair.features.meetings.models import JointNote, Meeting, Schedule
from cochair.features.meetings.models.meeting import PUBLISHED
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.journal.actions import record
from cochair.procedure.book import Book, Configuration
from cochair.procedure.calendar import (
    civil_day,
    cycle_from,
    end_of_day,
    outside_calendar,
    semesters_from,
    start_of_day,
)
from cochair.procedure.refusal import Refusal, _

DAY, MONTH, UNKNOWN = "day", "month", "unknown"
VIRTUAL = "virtual"
# In the body of a plan: whether the dates that it confirms are public as well.
PUBLISH = "publish"
OVER = _(
    "{day} is over. Only a day that is ahead is fixed; a meeting that was held before today is entered under "
    "“Take up the forum”."
)
ONLY_A_DATE = _("Only a date can be confirmed, not a month or a semester.")
SESSIONS_MOVE = _(
    "This meeting has sessions on another date. Fix its date on its own page, where they move with it."
)
A_MONTH = timedelta(days=30)
REASON_AT_LEAST = 20


def plan_takes_effect(act: JointAct, at: datetime) -> None:
    """Create the planned cycle with its slots and meetings, or change what was planned.

    A slot that stays as it is keeps its row and its meeting.  One with a format is fixed: its date and
    format are confirmed by the same signatures, as by acts on the meeting itself.
    """
    book = parties.book(act.forum, at)
    body = act.body
    cycle = _cycle(act, book, int(body["cycle"]), at)
    planned, meetings = plan_of(act.forum, cycle.number), meetings_of(act.forum, cycle.number)
    for code, slot in body["slots"].items():
        configuration = book.configurations[code]
        existing = planned.get(code)
        if code in meetings and _stays(existing, slot):
            continue
        moved = existing is not None and not _says_the_same(existing, slot)
        plan = SlotPlan.objects.create(
            forum=act.forum,
            made_in=int(body["made_in"]),
            cycle=cycle.number,
            configuration=code,
            place=slot.get("place", ""),
            start=_day(slot.get("start")),
            end=_day(slot.get("end")),
            precision=slot["precision"],
            state="changed" if moved else "confirmed" if slot.get("format") else "agreed",
            virtual=bool(slot.get("virtual")) or slot.get("format") == VIRTUAL,
            at=at,
            act=act,
        )
        meeting = meetings.get(code) or _new_meeting(act, cycle, configuration, at)
        _schedule(meeting, plan, book, act, at, str(slot.get("format") or ""))
        if slot.get("format"):
            _confirm(meeting, at)
            # What both sign of the format of a meeting is a decision on it too.
            JointNote.objects.create(
                meeting=meeting, kind="format", value=slot["format"], at=at, act=act
            )
            _record(meeting, "meeting.scheduled", act, at)
            _publish(meeting, act, at)


def schedule_takes_effect(act: JointAct, at: datetime) -> None:
    """Fix or move a meeting: its new schedule, its sessions, its plan, and that it is confirmed."""
    meeting = meeting_of(act)
    body = act.body
    book = parties.book(act.forum, at)
    place = book.places[body["place"]] if body.get("place") else None
    Schedule.objects.create(
        meeting=meeting,
        at=at,
        starts=datetime.fromisoformat(body["starts"]),
        ends=datetime.fromisoformat(body["ends"]),
        precision=DAY,
        zone=body["zone"],
        place=place.code if place else "",
        country=place.country if place else "",
        format=body["format"],
        reason=act.reason,
        act=act,
    )
    rescheduling.take_effect(act, meeting)
    _confirm(meeting, at)
    _publish(meeting, act, at)
    if meeting.cycle is not None:
        _follow(meeting, act, body, place.code if place else "", at)


def _confirm(meeting: Meeting, at: datetime) -> None:
    if meeting.confirmed_at is None:
        meeting.confirmed_at = at
        meeting.save(update_fields=["confirmed_at"])


def _publish(meeting: Meeting, act: JointAct, at: datetime) -> None:
    """Make public what an act fixes of a meeting, where it says so."""
    if act.body.get(PUBLISH) and not meeting.is_published:
        JointNote.objects.create(meeting=meeting, kind=PUBLISHED, at=at, act=act)
        _record(meeting, "meeting.published", act, at)


def _record(meeting: Meeting, verb: str, act: JointAct, at: datetime) -> None:
    """What an act on the meeting itself would have written: whoever is invited is told by it."""
    facts = {"kind": act.kind, "subject": meeting.slug, "subject_kind": "meeting"}
    about = ("act", str(act.number))
    record(act.forum.slug, verb=verb, about=about, by=None, at=at,
           facts={**facts, "digest": act.digest})  # fmt: skip


def meeting_of(act: JointAct) -> Meeting:
    """The meeting that an act is about, locked."""
    return (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("cycle", "forum")
        .get(forum=act.forum, slug=act.subject_id)
    )


def slot_refusals(
    book: Book, slots: Mapping[str, Mapping[str, object]]
) -> tuple[Refusal | None, ...]:
    """What stands against a plan: codes that the procedures do not know, days outside the calendar.

    A day outside its semester is not refused: the procedures allow a departure, and the clause
    will say so.
    """
    answers: list[Refusal | None] = []
    for code, slot in slots.items():
        if code not in book.configurations:
            answers.append(
                Refusal("cycle", _("There is no type of meeting called “{code}”."), {"code": code})
            )
        place = str(slot.get("place") or "")
        if place and place not in book.places:
            answers.append(
                Refusal("cycle", _("There is no place called “{code}”."), {"code": place})
            )
        start, end = _day(slot.get("start")), _day(slot.get("end"))
        answers += [outside_calendar(found) for found in (start, end) if found]
        answers.append(in_order(start, end) if start and end else None)
        if slot.get("format") and (slot["precision"] != DAY or not start):
            answers.append(Refusal("cycle", ONLY_A_DATE))
    return tuple(answers)


def something_to_publish(slots: Mapping[str, Mapping[str, object]]) -> Refusal | None:
    """A refusal of a plan that is to be published and confirms no date."""
    if any(slot.get("format") for slot in slots.values()):
        return None
    return Refusal("cycle", _("Confirm the date of a meeting to publish it."))


def in_order(first: date, last: date) -> Refusal | None:
    """A refusal when the last civil day is not within a month after the first."""
    if first <= last and last - first <= A_MONTH:
        return None
    return Refusal(
        "calendar",
        _("The last day, {last}, must be within a month after the first, {first}."),
        {"first": first, "last": last},
    )


def still_ahead(last: date, zone: str, at: datetime) -> Refusal | None:
    """A refusal of a day to be fixed of which the last civil day in a zone is over at an instant (UTC)."""
    if last >= civil_day(at, zone):
        return None
    return Refusal("practice", OVER, {"day": last})


def plan_refusals(act: JointAct, at: datetime) -> tuple[Refusal, ...]:
    """Why a plan is refused: a plan would move a meeting that both have confirmed, or that has opened.

    A confirmed day moves by an act of its own, with its reason (domain.md C.4).
    """
    cycle = int(act.body["cycle"])
    planned = plan_of(act.forum, cycle)
    found = [
        refusal
        for code, slot in act.body["slots"].items()
        if slot["precision"] == DAY and slot.get("start") and not _stays(planned.get(code), slot)
        if (refusal := still_ahead(_last_day(slot), act.forum.zone, at)) is not None
    ]
    for code, meeting in meetings_of(act.forum, cycle).items():
        if code not in act.body["slots"] or _stays(planned.get(code), act.body["slots"][code]):
            continue
        slot = act.body["slots"][code]
        if meeting.opened_at is not None:
            found.append(
                Refusal(
                    "meeting",
                    _("The date of a meeting may be changed only until the meeting opens."),
                )
            )
        elif meeting.confirmed_at is not None:
            found.append(
                Refusal(
                    "meeting",
                    _(
                        "Both Parties confirmed this date. Give a reason for changing "
                        "it, in at least {number} characters."
                    ),
                    {"number": REASON_AT_LEAST},
                )
            )
        elif slot.get("format") and _sessions_would_move(meeting, slot, act, at):
            found.append(Refusal("meeting", SESSIONS_MOVE))
    return tuple(found)


def _sessions_would_move(
    meeting: Meeting, slot: Mapping[str, Any], act: JointAct, at: datetime
) -> bool:
    place = parties.book(act.forum, at).places.get(slot.get("place") or "")
    moved = rescheduling.with_the_day(
        meeting, date.fromisoformat(slot["start"]), place.zone if place else ""
    )
    return any(not one.stays for one in moved)


def meetings_of(forum: Forum, cycle: int) -> dict[str, Meeting]:
    """The meeting in each slot of a cycle that is not cancelled, by configuration (INV-7).

    One turned into a virtual contact fills its slot only where both said that it counts.
    """
    rows = Meeting.objects.filter(forum=forum, cycle__number=cycle, cancelled_at=None)
    fills = Q(kind="meeting") | Q(counts_as_meeting=True, converted_at__isnull=False)
    return {row.configuration: row for row in rows.filter(fills).order_by("-pk")}


def _cycle(act: JointAct, book: Book, number: int, at: datetime) -> Cycle:
    found = Cycle.objects.filter(forum=act.forum, number=number).first()
    if found is not None:
        return found
    before = Cycle.objects.filter(forum=act.forum, number=number - 1).first()
    assert book.pattern is not None
    start = before.end + timedelta(days=1) if before else book.pattern.first_start
    assert start is not None
    pattern = book.pattern
    span = cycle_from(number, start, semesters=pattern.semesters, months=pattern.months)
    return Cycle.objects.create(
        forum=act.forum, number=number, start=span.start, end=span.end, known_at=at, act=act
    )


def _new_meeting(
    act: JointAct, cycle: Cycle, configuration: Configuration, at: datetime
) -> Meeting:
    """The meeting of a slot that has none; no number is given twice, not even a cancelled one's."""
    same = Meeting.objects.filter(forum=act.forum, configuration=configuration.code)
    last = same.filter(kind="meeting").aggregate(number=Max("number"))["number"] or 0
    number = max(last, same.filter(kind="meeting").count()) + 1
    while same.filter(slug=_slug(act, configuration, number)).exists():
        number += 1
    return Meeting.objects.create(
        forum=act.forum,
        slug=_slug(act, configuration, number),
        configuration=configuration.code,
        number=number,
        cycle=cycle,
        known_at=at,
    )


def _slug(act: JointAct, configuration: Configuration, number: int) -> str:
    return f"{act.forum.slug}-{configuration.slug}-{number}"


def _stays(plan: SlotPlan | None, slot: Mapping[str, object]) -> bool:
    """Whether a slot says what was planned already, and fixes nothing."""
    return plan is not None and not slot.get("format") and _says_the_same(plan, slot)


def _says_the_same(plan: SlotPlan, slot: Mapping[str, object]) -> bool:
    return (
        plan.place,
        plan.start,
        plan.end,
        plan.precision,
        plan.virtual,
    ) == (
        slot.get("place") or "",
        _day(slot.get("start")),
        _day(slot.get("end")),
        slot["precision"],
        bool(slot.get("virtual")),
    )


def _schedule(
    meeting: Meeting, plan: SlotPlan, book: Book, act: JointAct, at: datetime, format: str
) -> None:
    place = book.places.get(plan.place)
    zone = place.zone if place else book.zone
    start, end = plan.start, plan.end or plan.start
    if start is None or end is None:
        start, end = semester(meeting, book)
    Schedule.objects.create(
        meeting=meeting,
        at=at,
        starts=start_of_day(start, zone),
        ends=end_of_day(end, zone),
        precision=plan.precision,
        zone=zone,
        place=plan.place,
        country=place.country if place else "",
        format=format or (VIRTUAL if plan.virtual else ""),
        act=act,
    )


def semester(meeting: Meeting, book: Book) -> tuple[date, date]:
    """The first and last civil day of the semester in which a meeting is to be held."""
    assert meeting.cycle is not None and book.pattern is not None
    semesters = semesters_from(meeting.cycle.start, book.pattern.semesters)
    index = book.configurations[meeting.configuration].semester or 1
    return semesters[index - 1].start, semesters[index - 1].end


def _follow(
    meeting: Meeting, act: JointAct, body: Mapping[str, str], place: str, at: datetime
) -> None:
    """A meeting whose day is fixed is also what the plan of its cycle now says."""
    assert meeting.cycle is not None
    before = SlotPlan.objects.filter(
        forum=act.forum, cycle=meeting.cycle.number, configuration=meeting.configuration
    ).last()
    if before is None:
        return
    first, last = date.fromisoformat(body["first_day"]), date.fromisoformat(body["last_day"])
    as_planned = before.precision != DAY or (first, last) == (before.start, before.end or first)
    SlotPlan.objects.create(
        forum=act.forum,
        made_in=before.made_in,
        cycle=before.cycle,
        configuration=before.configuration,
        place=place,
        start=first,
        end=last,
        precision=DAY,
        state="confirmed" if as_planned else "changed",
        virtual=body["format"] == VIRTUAL,
        at=at,
        act=act,
    )


def _last_day(slot: Mapping[str, Any]) -> date:
    return date.fromisoformat(str(slot.get("end") or slot["start"]))


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def cycle_subject(forum: Forum, number: int) -> tuple[str, str]:
    """The subject of an act about a cycle."""
    return ("cycle", f"{forum.slug}-cycle-{number}")

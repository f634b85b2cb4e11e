"""What speaks for and against a plan, and what makes every plan impossible, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cochair.procedure.calendar import days_between
from cochair.procedure.planner.options import Option
from cochair.procedure.planner.question import REQUIRED_DAYS, Question, Slot, days_of
from cochair.procedure.planner.search import spread
from cochair.procedure.refusal import Sentence, _


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a code that stays the same in every language, and the sentence."""

    code: str
    says: Sentence


type Reasons = tuple[tuple[Reason, ...], tuple[Reason, ...]]
"""What speaks for, and what speaks against."""


def of_meeting(question: Question, slot: Slot, option: Option) -> Reasons:
    """The reasons that one meeting of a plan gives."""
    told = [
        *_of_mark(slot, option.first),
        *_of_days_off(question, option),
        *_of_holidays(question, option),
        *_of_venue(slot, option),
        *_of_events(question, option),
    ]
    return _split(told)


def of_plan(question: Question, chosen: tuple[Option, ...]) -> Reasons:
    """The reasons that the plan gives as a whole: how evenly the Parties host."""
    hosts = [option.venue.party for option in chosen]
    counts = dict(question.hosted)
    for party in hosts:
        counts[party] = counts.get(party, 0) + 1
    uneven = spread(question, hosts)
    told = []
    if len(question.parties) > 1 and uneven <= 1:
        says = Sentence(
            _(
                "Counting the last meeting of each type, the Parties host as equally as "
                "the number of meetings allows."
            )
        )
        told.append((True, Reason("venues_even", says)))
    elif len(question.parties) > 1:
        most = max(question.parties, key=lambda party: counts.get(party, 0))
        least = min(question.parties, key=lambda party: counts.get(party, 0))
        says = Sentence(
            _(
                "Counting the last meeting of each type, {most} hosts {difference} more "
                "meetings than {least}."
            ),
            {"most": most, "least": least, "difference": uneven},
        )
        told.append((False, Reason("venues_uneven", says)))
    return _split(told)


type Told = Iterator[tuple[bool, Reason]]


def _of_mark(slot: Slot, first: date) -> Told:
    if slot.fixed is not None:
        yield (
            True,
            Reason(
                "fixed", Sentence(_("This date has been confirmed, or the meeting has opened."))
            ),
        )
        return
    mark = slot.mark
    if mark is None:
        says = Sentence(
            _(
                "No earlier meeting of this type has an established date, so there is no "
                "interval to respect."
            )
        )
        yield False, Reason("no_mark", says)
        return
    away = days_between(mark.day, first)
    facts = {"target": mark.day, "days": abs(away), "tolerance": mark.tolerance}
    inside = abs(away) <= mark.tolerance
    if away == 0:
        says = Sentence(_("On the date when the interval ends, {target}."), facts)
    elif inside:
        says = Sentence(
            _("Days from {target}, when the interval ends: {days}. Tolerated: {tolerance}."),
            facts,
        )
    elif mark.or_in_semester and slot.start <= first <= slot.end:
        says = Sentence(
            _(
                "Days from {target}, when the interval ends: {days}. Tolerated: {tolerance}. The clause "
                "is met all the same: both meetings are in their semesters of consecutive cycles."
            ),
            facts,
        )
    else:
        says = Sentence(
            _(
                "Days from {target}, when the interval ends: {days}. Only {tolerance} "
                "days are tolerated."
            ),
            facts,
        )
    yield inside, Reason("near_mark" if inside else "far_from_mark", says)
    if not mark.is_held:
        says = Sentence(
            _(
                "The interval is counted from {previous}, the planned or announced date "
                "of {meeting}. It is not established whether that meeting was or will be "
                "held."
            ),
            {"previous": mark.previous, "meeting": mark.meeting},
        )
        yield False, Reason("mark_not_held", says)


def _of_days_off(question: Question, option: Option) -> Told:
    met = [one for one in question.blocked if one.meets(option.first, option.last)]
    required = tuple(dict.fromkeys(one.party for one in met if one.required))
    other = tuple(dict.fromkeys(one.party for one in met if not one.required))
    if required and REQUIRED_DAYS in question.order:
        says = Sentence(_("{party} cannot meet on these days."), {"party": required})
        yield False, Reason("required_day_off", says)
    elif any(one.required for one in question.blocked):
        says = Sentence(_("Every Party can meet on these days."))
        yield True, Reason("no_required_day_off", says)
    if other:
        says = Sentence(_("{party} prefers not to meet on these days."), {"party": other})
        yield False, Reason("other_day_off", says)


def _of_holidays(question: Question, option: Option) -> Told:
    unknown = question.without_holidays
    for day in days_of(option.first, option.last):
        if away := question.on_holiday(day, day):
            says = Sentence(_("Public holiday on {day}: {member}."), {"day": day, "member": away})
            yield False, Reason("members_on_holiday", says)
    anybody = question.on_holiday(option.first, option.last)
    if not anybody and len(unknown) < len(question.holidays):
        says = Sentence(_("No public holiday in any member State whose holidays are established."))
        yield True, Reason("nobody_on_holiday", says)
    if unknown:
        says = Sentence(
            _("The public holidays of {member} are not established."), {"member": unknown}
        )
        yield False, Reason("holidays_unknown", says)


def _of_venue(slot: Slot, option: Option) -> Told:
    venue = option.venue
    if slot.fixed is not None:
        return
    if slot.is_free:
        says = Sentence(_("The procedures set no rule on the place."))
        yield True, Reason("place_free", says)
    elif venue.is_known:
        says = Sentence(_("The procedures allow {place}."), {"place": venue.place})
        yield True, Reason("place_allowed", says)
    if venue.is_known:
        return
    facts = {"party": venue.party, "member": venue.country or venue.as_recorded}
    if venue.country:
        says = Sentence(
            _(
                "In {member}, which then holds the presidency of {party}. The forum "
                "files name no place there."
            ),
            facts,
        )
        yield not slot.is_free, Reason("host_without_place", says)
        return
    if venue.as_recorded:
        says = Sentence(
            _(
                "In the country that then holds the presidency of {party}. That country "
                "is not established (on record, without an end date: {member})."
            ),
            facts,
        )
    else:
        says = Sentence(
            _(
                "In the country that then holds the presidency of {party}. That country is "
                "not established."
            ),
            facts,
        )
    yield False, Reason("host_unknown", says)


def _of_events(question: Question, option: Option) -> Told:
    for event in question.events:
        if event.welcomes(option.first, option.last, option.venue):
            says = Sentence(_("On the dates of “{event}”."), {"event": event.title})
            yield True, Reason("at_host_event", says)


def _split(told: list[tuple[bool, Reason]]) -> Reasons:
    return (
        tuple(reason for speaks_for, reason in told if speaks_for),
        tuple(reason for speaks_for, reason in told if not speaks_for),
    )

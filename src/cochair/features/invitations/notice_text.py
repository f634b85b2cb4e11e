"""The text of a notice, drafted from what is known, in every interface language.

People edit the draft before it is proposed; what they sign is their text.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as __

from cochair.features.invitations import confirmations, queries, titles
from cochair.features.meetings import hours
from cochair.features.meetings.models import CoChair, Meeting, Schedule
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.formats.paragraphs import Text, plain
from cochair.procedure.book import Place
from cochair.procedure.calendar import civil_day
from cochair.procedure.presidency import holder
from cochair.web import code_labels, formats
from cochair.web.varieties import override

_PARAGRAPHS = re.compile(r"\n\s*\n")
MIDNIGHT = time(0)
A_MOMENT = timedelta(microseconds=1)
DAY, MONTH, VIRTUAL = "day", "month", "virtual"


def draft(meeting: Meeting, at: datetime) -> dict[str, str]:
    """The text in each language, as of an instant; empty while no day is fixed."""
    schedule = queries.latest(meeting)
    if schedule is None or queries.starts(meeting) is None:
        return dict.fromkeys(titles.languages(), "")
    chairs = tuple(meeting.chairs.all())
    found = {}
    for language in titles.languages():
        with override(language):
            found[language] = "\n\n".join(_paragraphs(meeting, schedule, chairs, language, at))
    return found


def signed_text(text: Mapping[str, str], language: str) -> Text:
    """The words of a notice in a language, paragraph by paragraph."""
    return tuple(
        plain(f"p-{place}", words.strip())
        for place, words in enumerate(_PARAGRAPHS.split(text[language]), start=1)
        if words.strip()
    )


def hours_are_known(schedule: Schedule) -> bool:
    """Whether the meeting begins at an hour, and is not only fixed to its days."""
    if schedule.starts is None or schedule.ends is None:
        return False
    return schedule.starts.astimezone(ZoneInfo(schedule.zone)).time() != MIDNIGHT


def days_of(schedule: Schedule) -> tuple[date, date]:
    """The first and last civil day at the place; an end at midnight belongs to the day before.

    Raises ValueError for a schedule without any day.
    """
    if schedule.starts is None:
        raise ValueError("This schedule has no day.")
    first = civil_day(schedule.starts, schedule.zone)
    if schedule.ends is None:
        return first, first
    return first, max(first, civil_day(schedule.ends - A_MOMENT, schedule.zone))


def in_short(meeting: Meeting, schedule: Schedule, *, in_full: bool = False) -> dict[str, str]:
    """When, where and in which form, on one line in each language; no more exact than is known.

    `in_full` abbreviates no month, as a paper is written.
    """
    found = {}
    place = parties.book(meeting.forum).places.get(schedule.place)
    for language in titles.languages():
        with override(language):
            words = [_when(schedule, place, language, in_full=in_full)]
            if place is not None:
                words.append(place.city[language])
            elif schedule.format != VIRTUAL:
                words.append(__("place not fixed"))
            if schedule.format:
                words.append(__(code_labels.WORDS.get(schedule.format, schedule.format)))
            found[language] = "; ".join(words)
    return found


def particulars(meeting: Meeting, schedule: Schedule) -> Mapping[str, dict[str, str]]:
    """When, where and in which form, a line for each in every language, as papers say it."""
    found: dict[str, dict[str, str]] = {}
    for language in titles.languages():
        with override(language):
            for name, line in _particulars(meeting, schedule, language).items():
                found.setdefault(name, {})[language] = line
    return found


def _particulars(meeting: Meeting, schedule: Schedule, language: str) -> dict[str, str]:
    """The same in the language that is active."""
    place = parties.book(meeting.forum).places.get(schedule.place)
    lines = {
        "when": __("Date and time: {when}").format(
            when=_when(schedule, place, language, in_full=True)
        ),
    }
    # A virtual meeting has no place that could be fixed.
    if place is not None or schedule.format != VIRTUAL:
        city = place.city[language] if place else __("not fixed")
        lines["place"] = __("Place: {place}").format(place=city)
    if schedule.format:
        form = __(code_labels.WORDS.get(schedule.format, schedule.format))
        lines["format"] = __("Format: {form}").format(form=form)
    return lines


def _paragraphs(
    meeting: Meeting,
    schedule: Schedule,
    chairs: tuple[CoChair, ...],
    language: str,
    at: datetime,
) -> list[str]:
    """What, when, where, how, who, in the language that is active."""
    book = parties.book(meeting.forum, at)
    known = _particulars(meeting, schedule, language)
    if not hours_are_known(schedule):
        when = _when(schedule, book.places.get(schedule.place), language, in_full=True)
        known["when"] = __("Date: {when}. The time is not fixed yet.").format(when=when)
    lines = [
        __("Meeting: {meeting}").format(meeting=meeting_title(meeting, book, language)),
        _convened(meeting, language, at),
        *known.values(),
    ]
    named = [one.member.name[language] for one in chairs if one.ended_at is None and not one.deputy]
    if named:
        who = formats.listed(named, language)
        lines.append(__("Co-chairs: {chairs}").format(chairs=who))
    lines += _presiding(meeting, chairs, language, at)
    return [
        *lines,
        __("To answer, and to name your delegation, open your invitation in Cochair."),
    ]


def _convened(meeting: Meeting, language: str, at: datetime) -> str:
    """In whose name the meeting is convened: the presidencies in office."""
    book, roster = parties.book(meeting.forum, at), parties.roster(meeting.forum)
    names = roster.names()
    offices = []
    for party in roster.in_order(language):
        if party.code not in confirmations.presiding(book):
            continue
        held = holder(roster.terms, party.code, at).holder
        title = party.presidency_title[language]
        state = names[held][language] if held else ""
        offices.append(f"{title} ({state})" if state else title)
    return __("Convened by: {presidencies}").format(presidencies=formats.listed(offices, language))


def _presiding(
    meeting: Meeting, chairs: tuple[CoChair, ...], language: str, at: datetime
) -> list[str]:
    """Who presides when the meeting begins, where another presidency convenes it and no co-chair is
    named for the Party."""
    book, roster = parties.book(meeting.forum, at), parties.roster(meeting.forum)
    begins = queries.starts(meeting)
    named = {one.party.code for one in chairs if one.ended_at is None and not one.deputy}
    if begins is None:
        return []
    found = []
    for party in roster.in_order(language):
        if party.code in named or party.code not in confirmations.presiding(book):
            continue
        now, then = (holder(roster.terms, party.code, moment).holder for moment in (at, begins))
        if then is not None and then != now:
            says = __("{presidency} on the first day of the meeting: {state}")
            title, state = party.presidency_title[language], roster.names()[then][language]
            found.append(says.format(presidency=title, state=state))
    return found


def _city(zone: str, place: Place | None, language: str) -> str:
    """The city whose clock tells the hours: that of the place, as the forum calls it."""
    if place is not None and place.zone == zone:
        return str(place.city[language])
    return formats.place(zone, language)


def _when(schedule: Schedule, place: Place | None, language: str, *, in_full: bool) -> str:
    """The days, and the hours at the place and in UTC where they are known; a month as a month."""
    if schedule.starts is None:
        return __("date not fixed")
    first, last = days_of(schedule)
    if schedule.precision == MONTH:
        return formats.month(first, language)
    said = formats.span_in_full if in_full else formats.days_of_span
    whole = formats.full_day(first, language) if first == last else said(first, last, language)
    if schedule.precision != DAY or not hours_are_known(schedule):
        return whole
    opens, closes = hours.said(schedule.starts, schedule.ends, schedule.zone)
    assert opens is not None
    if closes is None:
        return __("{days}, {opens} local time ({city}); {first} UTC").format(
            days=whole,
            opens=formats.time_of(opens, schedule.zone, language),
            city=_city(schedule.zone, place, language),
            first=formats.time_of(opens, "UTC", language),
        )
    return __("{days}, {opens} to {closes} local time ({city}); {first} to {last} UTC").format(
        days=whole,
        opens=formats.time_of(opens, schedule.zone, language),
        closes=formats.time_of(closes, schedule.zone, language),
        city=_city(schedule.zone, place, language),
        first=formats.time_of(opens, "UTC", language),
        last=formats.time_of(closes, "UTC", language),
    )

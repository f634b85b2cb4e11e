"""The names of joint acts on meetings and cycles, in every interface language."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as __

from cochair.features.meetings.models import Meeting
from cochair.procedure.book import Book
from cochair.procedure.refusal import _
from cochair.web.formats import long_day, span_in_full
from cochair.web.varieties import override

TITLES = {
    "cycle.plan": _("Places and dates of cycle {cycle}"),
    "meeting.schedule": _("{meeting}: {day}"),
    "meeting.open": _("Open the meeting: {meeting}"),
    "meeting.suspend": _("Suspend the meeting: {meeting}"),
    "meeting.resume": _("Resume the meeting: {meeting}"),
    "meeting.close": _("Close the meeting: {meeting}"),
    "meeting.cancel": _("Cancel the meeting: {meeting}"),
    "meeting.format": _("Format of the meeting: {meeting}"),
    "meeting.extraordinary": _("Extraordinary circumstances: {meeting}"),
    "meeting.not_appropriate": _("No preparatory meeting needed: {meeting}"),
    "meeting.publish": _("Publish the meeting: {meeting}"),
    "meeting.participation": _("Participation: {meeting}"),
    "meeting.postponement": _("Postpone the meeting: {meeting}"),
    "meeting.conversion": _("Convert into a virtual contact: {meeting}"),
    "contact.creation": _("{meeting}: {day}"),
    "meeting.creation": _("{meeting}: {day}"),
    "extraordinary.creation": _("{meeting}: {day}"),
}


# What a meeting that fills no slot is called; its number counts those of its kind.
OUTSIDE_SLOTS = {
    "contact": _("{meeting}, virtual contact {number}"),
    "extraordinary": _("{meeting}, extraordinary meeting {number}"),
}


def act_title(
    kind: str,
    book: Book,
    *,
    meeting: Meeting | None = None,
    cycle: int | None = None,
    day: date | None = None,
    last: date | None = None,
) -> dict[str, str]:
    """The title of an act in each language, so that both sides read what they sign; a meeting of
    several days says the first and the last."""
    titles = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            titles[language] = __(TITLES[kind]).format(
                cycle=cycle,
                meeting=meeting_title(meeting, book, language) if meeting else "",
                day=_days(day, last, language) if day else "",
            )
    return titles


def _days(first: date, last: date | None, language: str) -> str:
    if last is None or last <= first:
        return long_day(first, language)
    return span_in_full(first, last, language)


def meeting_title(meeting: Meeting, book: Book, language: str) -> str:
    """A meeting's name in one language: its configuration and its number."""
    name = book.configurations[meeting.configuration].title[language]
    if meeting.kind in OUTSIDE_SLOTS and meeting.converted_at is None:
        return outside_slots(meeting.kind, name, meeting.number or 0, language)
    return f"{name} {roman(meeting.number)}" if meeting.number else name


def meeting_titles(meeting: Meeting, book: Book) -> dict[str, str]:
    """A meeting's name in every interface language."""
    return {code: meeting_title(meeting, book, code) for code, _name in settings.LANGUAGES}


def outside_slots(kind: str, name: str, number: int, language: str) -> str:
    """The name of a virtual contact or an extraordinary meeting; its number is one of its kind."""
    with override(language):
        return __(OUTSIDE_SLOTS[kind]).format(meeting=name, number=number)


def roman(number: int) -> str:
    """A small number in Roman figures, the same in every interface language."""
    figures = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            figures, number = figures + sign, number - value
    return figures

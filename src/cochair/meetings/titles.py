"""The names of joint acts on meetings and cycles, in every interface language."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as __
from django.utils.translation import override

from cochair.meetings.models import Meeting
from cochair.procedure.book import Book
from cochair.procedure.refusal import _
from cochair.web.formats import long_day

TITLES = {
    "cycle.plan": _("Venues and dates of cycle {cycle}"),
    "meeting.schedule": _("{meeting}: {day}"),
    "meeting.open": _("Open the {meeting}"),
    "meeting.close": _("Close the {meeting}"),
    "meeting.cancel": _("Cancel the {meeting}"),
    "meeting.format": _("Format of the {meeting}"),
    "meeting.extraordinary": _("Extraordinary circumstances: {meeting}"),
    "meeting.not_appropriate": _("No preparatory meeting needed: {meeting}"),
}


def act_title(
    kind: str,
    book: Book,
    *,
    meeting: Meeting | None = None,
    cycle: int | None = None,
    day: date | None = None,
) -> dict[str, str]:
    """The title of an act in each language, so that both sides read what they sign."""
    titles = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            titles[language] = __(TITLES[kind]).format(
                cycle=cycle,
                meeting=meeting_title(meeting, book, language) if meeting else "",
                day=long_day(day, language) if day else "",
            )
    return titles


def meeting_title(meeting: Meeting, book: Book, language: str) -> str:
    """A meeting's name in one language: its configuration and its number."""
    name = book.configurations[meeting.configuration].title[language]
    return f"{name} {roman(meeting.number)}" if meeting.number else name


def roman(number: int) -> str:
    """A small number in Roman figures, the same in every interface language."""
    figures = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            figures, number = figures + sign, number - value
    return figures

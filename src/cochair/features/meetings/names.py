"""A meeting's name in one language, from the core's facts."""

from django.utils.translation import gettext as __

from cochair.features.meetings.models import Schedule as Row
from cochair.features.meetings.titles import OUTSIDE_SLOTS, outside_slots, roman
from cochair.procedure.book import Book
from cochair.procedure.facts import Meeting, Schedule
from cochair.procedure.view import A_MOMENT
from cochair.web import code_labels
from cochair.web.formats import zone_of
from cochair.web.numbers import whole
from cochair.web.varieties import override

VIRTUAL = "virtual"


def meeting_name(meeting: Meeting, book: Book, language: str) -> str:
    """The configuration's title with the number that the meeting carries, or else with its year.

    A contact or extraordinary meeting outside the slots is named by its kind; one that was
    turned into a contact keeps its name.
    """
    configuration = book.configurations[meeting.configuration]
    title = configuration.title[language]
    stem, _dash, last = meeting.id.rpartition("-")
    number = whole(last)
    if number is not None and meeting.kind in OUTSIDE_SLOTS:
        return outside_slots(meeting.kind, title, number, language)
    if number is not None and stem.endswith(f"-{configuration.slug}"):
        return f"{title} {roman(number)}"
    years = _years(meeting)
    return f"{title} ({years})" if years else title


def place_in_words(book: Book, schedule: Schedule | Row | None, language: str) -> str:
    """Where a meeting is: its city; that it is virtual, for that needs no place; empty while neither
    is fixed."""
    if schedule is None:
        return ""
    place = book.places.get(schedule.place or "")
    if place is not None:
        return place.city[language]
    if schedule.format != VIRTUAL:
        return ""
    with override(language):
        return __(code_labels.WORDS[VIRTUAL])


def format_beside(place: str, schedule: Schedule | Row | None, language: str) -> str:
    """The form of a meeting in words, to stand beside its place; empty where that says it already."""
    if schedule is None or not schedule.format:
        return ""
    with override(language):
        said = __(code_labels.WORDS.get(schedule.format, schedule.format))
    return "" if said == place else said


def _years(meeting: Meeting) -> str:
    """The year of a meeting without a number, or the years in which it may have been."""
    schedule = meeting.schedule
    if schedule is None or schedule.starts is None:
        return ""
    zone = zone_of(schedule.zone)
    first = schedule.starts.astimezone(zone).year
    last = ((schedule.ends or schedule.starts) - A_MOMENT).astimezone(zone).year
    return str(first) if last <= first else f"{first}–{last}"

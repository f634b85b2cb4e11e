"""The names of joint acts on an agenda, in every interface language."""

from django.conf import settings
from django.utils.translation import gettext as __

from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.procedure.book import Book
from cochair.procedure.refusal import _
from cochair.web.varieties import override

STAGE_WORDS = {
    "programme": _("Programme"),
    "working": _("Working agenda"),
    "provisional": _("Provisional agenda"),
    "adopted": _("Adopted agenda"),
}
VERSION = _("{stage}, revision {number}: {meeting}")
STAGE_TITLE = _("{stage}: {meeting}")
OF_MEETING = _("Agenda: {meeting}")
DEFERRAL = _("Point deferred by: {meeting}")
OMISSION = _("Left off the agenda: {function} ({meeting})")


def languages() -> tuple[str, ...]:
    """The interface languages."""
    return tuple(code for code, _name in settings.LANGUAGES)


def as_it_is(text: str) -> dict[str, str]:
    """What a person wrote, the same in every language: no word in it is taken for a code."""
    return dict.fromkeys(languages(), text)


def version_title(book: Book, meeting: Meeting, stage: str, number: int) -> dict[str, str]:
    """What a version is called in each language."""
    titles = {}
    for language in languages():
        with override(language):
            titles[language] = __(VERSION).format(
                stage=__(STAGE_WORDS[stage]),
                number=number,
                meeting=meeting_title(meeting, book, language),
            )
    return titles


def stage_title(book: Book, meeting: Meeting, stage: str, language: str) -> str:
    """What the agenda of a meeting is called in a language at a stage, whatever its revision."""
    with override(language):
        words = __(STAGE_TITLE).format(
            stage=__(STAGE_WORDS[stage]), meeting=meeting_title(meeting, book, language)
        )
    return str(words)


def agenda_title(book: Book, meeting: Meeting) -> dict[str, str]:
    """What the agenda of a meeting is called as a document, in each language."""
    return {code: _agenda(book, meeting, code) for code in languages()}


def _agenda(book: Book, meeting: Meeting, language: str) -> str:
    with override(language):
        words = __(OF_MEETING).format(meeting=meeting_title(meeting, book, language))
    return str(words)


def deferral_title(book: Book, meeting: Meeting) -> dict[str, str]:
    """What it is called to put a point off, in each language."""
    titles = {}
    for language in languages():
        with override(language):
            titles[language] = __(DEFERRAL).format(meeting=meeting_title(meeting, book, language))
    return titles


def omission_title(book: Book, meeting: Meeting, tag: str) -> dict[str, str]:
    """What it is called to leave a function out, in each language."""
    labels = {one.tag: one.label for one in book.configurations[meeting.configuration].functions}
    titles = {}
    for language in languages():
        with override(language):
            titles[language] = __(OMISSION).format(
                meeting=meeting_title(meeting, book, language), function=labels[tag][language]
            )
    return titles

"""The titles of the joint acts of this part, in every interface language."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as __

from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.procedure.book import Book
from cochair.procedure.refusal import _
from cochair.web.varieties import override

NOTICE = _("Notice of meeting: {meeting}")
RELEVANCE = _("{group}: {meeting}")
EXCUSE = _("Excused absence of {invitee}: {meeting}")
WITHDRAWAL = _("Invitation to {invitee} withdrawn: {meeting}")


def languages() -> tuple[str, ...]:
    """The codes of the interface languages, in their order."""
    return tuple(code for code, _name in settings.LANGUAGES)


def title(message: str, meeting: Meeting, book: Book, **names: Mapping[str, str]) -> dict[str, str]:
    """A title in each language; `names` are words by language for its other places."""
    found = {}
    for language in languages():
        with override(language):
            found[language] = __(message).format(
                meeting=meeting_title(meeting, book, language),
                **{name: words.get(language, "") for name, words in names.items()},
            )
    return found

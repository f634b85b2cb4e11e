"""The words of programmes: their parts, and the names of the acts on them."""

from django.utils.translation import gettext as __

from cochair.features.agendas.titles import languages
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.programmes.entries import AGENDA, DOCUMENTS, TOPICS
from cochair.features.programmes.queries import ENDORSE, SUBMIT
from cochair.procedure.book import Book
from cochair.procedure.refusal import _
from cochair.web.varieties import override

PARTS = {
    AGENDA: _("Draft agenda"),
    TOPICS: _("Topics"),
    DOCUMENTS: _("Documents"),
}
ADD = {
    AGENDA: _("Add an item"),
    TOPICS: _("Add a topic"),
    DOCUMENTS: _("Add a document"),
}
CHANGE = {
    AGENDA: _("Change an item"),
    TOPICS: _("Change a topic"),
    DOCUMENTS: _("Change a document"),
}
ACTS = {
    SUBMIT: _("Submit the programme, revision {number}: {meeting}"),
    ENDORSE: _("Endorse the programme, revision {number}: {meeting}"),
}


def act_title(kind: str, book: Book, meeting: Meeting, number: int) -> dict[str, str]:
    """What an act on a programme is called, in each language."""
    titles = {}
    for language in languages():
        with override(language):
            titles[language] = __(ACTS[kind]).format(
                number=number, meeting=meeting_title(meeting, book, language)
            )
    return titles

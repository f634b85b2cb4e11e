"""By what a search can be narrowed: nothing that its reader could not find anyway."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language_info

from cochair.features.documents import queries, vocabulary
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import presenters
from cochair.features.register.finding import described
from cochair.features.search import sources
from cochair.procedure.book import Book
from cochair.web.formats import sorting_key


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen in each field; kinds and languages with their words.

    `things` are the kinds of what is found, `kinds` those of documents.
    """

    series: list[str]
    things: list[tuple[str, str]]
    kinds: list[tuple[str, str]]
    meetings: list[str]
    languages: list[tuple[str, str]]


def choices(forum: Forum, book: Book, hat: ActingOffice | None, at: datetime) -> Choices:
    """The series, kinds and meetings of what somebody may read, and the forum's languages; one query.

    For anyone, the meetings stay away: which of them a document belongs to may not be public.
    """
    rows = (
        Document.objects.filter(forum=forum, revisions__publications__isnull=False)
        if hat is None
        else queries.visible(forum, hat, at)
    )
    series, kinds, meetings = described(rows)
    words = vocabulary.kinds(book)
    return Choices(
        series=series,
        things=sorted(sources.labels(public=hat is None), key=lambda one: sorting_key(one[1])),
        kinds=sorted(((code, presenters.said(words, code)) for code in kinds), key=lambda one: one[1]),
        meetings=[] if hat is None else meetings,
        languages=[(code, get_language_info(code)["name_local"]) for code in book.languages],
    )  # fmt: skip

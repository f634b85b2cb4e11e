"""A published agenda as the text of a document: generated, and never written by hand.

Its title, when and where the meeting is held, then one paragraph an item, with its number: the title,
on the next line what it is for and how long it takes, on another one its papers.  The name of a
paragraph is the key of its item, which is the same in every version and every language.  Source: domain.md B.10 (CB-42).
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as __

from cochair.features.agendas import titles
from cochair.features.agendas.items import Item
from cochair.features.agendas.labels import TYPE_WORDS
from cochair.features.agendas.queries import Version
from cochair.features.invitations import notice_text
from cochair.formats.paragraphs import ITEM, TITLE, Paragraph, Run, Text, plain
from cochair.procedure.book import Book
from cochair.web import formats
from cochair.web.localize import translated
from cochair.web.varieties import override

HEAD = "agenda"


def text(
    version: Version, book: Book, language: str, numbers: Mapping[str, str] | None = None
) -> Text:
    """The text of a version in a language; `numbers` are the papers that everybody may read who
    takes part, by slug: of others it says nothing."""
    meeting = version.row.meeting
    name = titles.stage_title(book, meeting, version.stage, language)
    schedules = list(meeting.schedules.all())
    known = notice_text.particulars(meeting, schedules[-1]) if schedules else {}
    # A language of the papers that the interface has not shows another one, marked.
    lines = (
        plain(f"{HEAD}-{key}", str(translated(words, language))) for key, words in known.items()
    )
    items = (
        _item(number, item, language, numbers or {})
        for number, item in enumerate(version.items, start=1)
    )
    return (plain(HEAD, name, TITLE), *lines, *items)


def _item(number: int, item: Item, language: str, numbers: Mapping[str, str]) -> Paragraph:
    title, *below = _lines(item, language, numbers)
    said = (Run(title, "b"), Run("".join(f"\n{line}" for line in below)))
    return Paragraph(item.key, ITEM, said, level=1, number=f"{number}.")


def _lines(item: Item, language: str, numbers: Mapping[str, str]) -> Sequence[str]:
    """The title, what the item is for and how long it takes, and its papers."""
    papers = [*(numbers[slug] for slug in item.papers if slug in numbers), *item.documents]
    with override(language):
        length = [__("{n} min").format(n=item.minutes)] if item.minutes else []
        purpose = f"({'; '.join((__(TYPE_WORDS[item.type]), *length))})"
        listed = __("Documents: {list}.").format(list=formats.listed(papers, language))
        return [item.title.get(language, ""), purpose, *([listed] if papers else [])]

"""A published agenda as the text of a document: generated, and never written by hand.

One paragraph an item, with its number; the name of a paragraph is the key of its item, which is the
same in every version and every language.  Source: domain.md B.10 (CB-42).
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as __

from cochair.features.agendas import titles
from cochair.features.agendas.items import Item
from cochair.features.agendas.labels import TYPE_WORDS
from cochair.features.agendas.queries import Version
from cochair.formats.paragraphs import ITEM, TITLE, Paragraph, Run, Text, plain
from cochair.procedure.book import Book
from cochair.web.varieties import override

HEAD = "agenda"


def text(
    version: Version, book: Book, language: str, numbers: Mapping[str, str] | None = None
) -> Text:
    """The text of a version in a language; `numbers` are the papers that everybody may read who
    takes part, by slug: of others it says nothing."""
    name = titles.stage_title(book, version.row.meeting, version.stage, language)
    items = (
        _item(number, item, language, numbers or {})
        for number, item in enumerate(version.items, start=1)
    )
    return (plain(HEAD, name, TITLE), *items)


def _item(number: int, item: Item, language: str, numbers: Mapping[str, str]) -> Paragraph:
    said = (
        Run(item.title.get(language, ""), "b"),
        Run(f" ({'; '.join(_rest(item, language, numbers))})"),
    )
    return Paragraph(item.key, ITEM, said, level=1, number=f"{number}.")


def _rest(item: Item, language: str, numbers: Mapping[str, str]) -> Sequence[str]:
    """What the item is for, how long it takes, and its papers."""
    papers = [*(numbers[slug] for slug in item.papers if slug in numbers), *item.documents]
    with override(language):
        return [
            __(TYPE_WORDS[item.type]),
            *([__("{n} min").format(n=item.minutes)] if item.minutes else []),
            *([", ".join(papers)] if papers else []),
        ]

"""The documents of a pack: for each language a page, a PDF, or the file as it came."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as __

from cochair.features.documents import queries
from cochair.features.documents.models import Document, Expression
from cochair.features.files import storage
from cochair.features.printing import heading, pdf
from cochair.features.printing.heading import Head
from cochair.features.printing.official import file_name
from cochair.features.register import presenters
from cochair.features.register.presenters import Language
from cochair.features.sheets.typesetting import Faulty
from cochair.formats.inside.media import ENDINGS, Media
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refused, _

logger = logging.getLogger(__name__)

FOLDER = "documents/"
# Files as they came that are carried along where nobody has their words.
CARRIED = frozenset({Media.PDF, Media.DOCX, Media.ODT, Media.XLSX})
STANDINGS = {
    "released": _("official"),
    "courtesy": _("courtesy translation, not reviewed"),
    "stale": _("out of date"),
}


@dataclass(frozen=True, slots=True)
class Edition:
    """One language of a paper in a pack, with where its page and its file are (empty for none).

    `state` is released, courtesy, stale or missing, as marks of languages show it.
    """

    code: str
    state: str
    word: str
    page: str = ""
    file: str = ""
    kind: str = ""

    @property
    def is_released(self) -> bool:
        """Always said in full: a pack is read by whoever does not know the marks."""
        return False

    @property
    def without_file(self) -> "Edition":
        """The same where its file could not be made."""
        return replace(self, file="", kind="")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in the list of a pack; `place` is where it stands in the list."""

    slug: str
    symbol: str
    title: object
    kind: str
    originator: str
    marking: str
    state: str
    tone: str
    editions: tuple[Edition, ...]

    @property
    def place(self) -> str:
        """Its anchor on the page of the meeting."""
        return f"paper-{self.slug}"

    def with_editions(self, changed: Mapping[str, Edition]) -> "Paper":
        """The same with some of its editions replaced, by language."""
        kept = tuple(changed.get(one.code, one) for one in self.editions)
        return replace(self, editions=kept)


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper with the words of one of its languages, to be written as a page."""

    paper: Paper
    edition: Edition
    head: Head
    expression: Expression


def paper(document: Document, book: Book) -> tuple[Paper, dict[str, Expression]]:
    """A document as others than its authors read it, and the editions that are carried along.

    Of one that was withdrawn the number and the title are told, and no words.
    """
    line = presenters.line(document, book, book.languages, is_own=False)
    words = {} if document.withdrawn_at is not None else _carried(line.languages)
    made = Paper(
        slug=document.slug,
        symbol=line.symbol,
        title=document.title,
        kind=line.kind,
        originator=line.originator,
        marking=line.marking,
        state=line.state_word,
        tone=line.tone,
        editions=tuple(_edition(one, words.get(one.code)) for one in line.languages),
    )
    return made, words


def opened(made: Paper, edition: Edition, expression: Expression) -> Opened:
    """What the page of one language shows."""
    return Opened(made, edition, heading.of(expression), expression)


def files(
    made: Paper, words: dict[str, Expression]
) -> Iterator[tuple[Edition, Expression, bytes | None]]:
    """Each edition that is carried along with its file, one in memory at a time.

    A file that cannot be made or is not what was stored is left out, and the log says so.
    """
    for edition in made.editions:
        expression = words.get(edition.code)
        if expression is not None:
            yield edition, expression, _octets(expression) if edition.file else None


def _carried(languages: tuple[Language, ...]) -> dict[str, Expression]:
    rows = {one.code: one.row for one in languages if one.row is not None}
    return {code: row for code, row in rows.items() if not queries.is_held(row)}


def _edition(language: Language, row: Expression | None) -> Edition:
    state = language.state if row is not None else "missing"
    word = __(STANDINGS[state]) if state in STANDINGS else __("missing")
    if row is None:
        return Edition(language.code, "missing", __("missing"))
    if row.text:
        page, file = FOLDER + file_name(row, "html"), FOLDER + file_name(row, "pdf")
        return Edition(language.code, state, word, page, file, "PDF")
    if row.file is not None and row.file.media_type in CARRIED:
        ending = ENDINGS[Media(row.file.media_type)][0]
        file = FOLDER + file_name(row, ending)
        return Edition(language.code, state, word, file=file, kind=ending.upper())
    return Edition(language.code, state, word)


def _octets(expression: Expression) -> bytes | None:
    try:
        if expression.text:
            return pdf.pdf(expression)
        assert expression.file is not None
        return storage.read(expression.file.digest)
    except (Refused, Faulty, storage.Damaged, OSError):
        logger.exception("A file of expression %s could not be put into a pack", expression.pk)
        return None

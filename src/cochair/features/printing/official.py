"""The official forms of a document, all made from the same paragraphs, and what each is called.

What was published may be asked for by anyone, as often as they like: it is made once and kept in
the cache for a day.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from django.core.cache import cache

from cochair.features.documents.models import Expression, Publication
from cochair.features.printing import akoma, heading, pdf
from cochair.features.printing.heading import Head
from cochair.formats.paragraphs import Text, from_json
from cochair.formats.word.heads import Heads
from cochair.formats.word.writer import write_docx


# A document as a Word file, with the head of the register on its first page.
def docx(expression: Expression, published: Publication | None = None) -> bytes:
    """One language of a revision as DOCX; reading the file gives the same paragraphs.

    With `published`, with the head that anyone may read.
    """
    return word(
        heading.of(expression, published),
        from_json(expression.text),
        language=expression.language,
        at=expression.released_at or expression.made_at,
    )


def word(head: Head, text: Text, *, language: str, at: datetime) -> bytes:
    """A text with its head in a language as DOCX; `at` is when it was made."""
    shown = heading.above(head, text, language)
    if heading.below(shown, text) != text:
        # Its first heading is the title already, and stays: reading the file gives the same text.
        shown = replace(shown, title="")
    return write_docx(
        text,
        language=language,
        title=f"{head.symbol} {head.title}".strip(),
        heads=_heads(shown),
        footer=f"{head.symbol or head.kind} · {language.upper()}",
        at=at,
    )


def _heads(head: Head) -> Heads:
    """The head stands in the header of the first page, so that it is no part of the text."""
    return Heads(
        left=(head.forum,),
        right=tuple(filter(None, (head.day, head.original, head.marking, *head.codes))),
        symbol=head.symbol,
        kind=head.kind,
        lines=tuple((one.label, one.words) for one in head.lines),
        title=head.title,
        note=head.courtesy,
        running=(" · ".join(filter(None, (head.forum, head.symbol))), head.marking),
    )


A_DAY = 24 * 60 * 60
MOST_KEPT = 1_000_000

type Make = Callable[[Expression, Publication | None], bytes]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its media type, how it is made, and how its name ends."""

    media: str
    make: Make


FORMS: Mapping[str, Form] = {
    "pdf": Form("application/pdf", pdf.pdf),
    "docx": Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    "xml": Form("application/akn+xml", akoma.akoma),
}

# By which name an address is asked for, and how it ends.
NAMES = (("pdf", "pdf"), ("docx", "docx"), ("akoma", "xml"))


def file_name(expression: Expression, ending: str) -> str:
    """What the file is called: symbol, revision and language, in signs that every system takes."""
    revision = expression.revision
    number = f"-rev-{revision.number}" if revision.number else ""
    return f"{revision.document.slug}{number}-{expression.language}.{ending}"


def of_published(expression: Expression, published: Publication, form: str) -> tuple[bytes, str]:
    """A published edition in a form as anyone may have it, and a mark that changes with it."""
    told = repr((expression.digest, expression.pk, heading.of(expression, published)))
    mark = sha256(f"{form} {told}".encode()).hexdigest()
    made = cache.get(mark)
    if made is None:
        made = FORMS[form].make(expression, published)
        if len(made) <= MOST_KEPT:
            cache.set(mark, made, A_DAY)
    return made, mark

"""A document as PDF/A-2a and PDF/UA-1 in one file, by typst (decision 12)."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from cochair.features.documents.models import Expression, Publication
from cochair.features.printing import heading
from cochair.features.printing.blocks import blocks
from cochair.features.printing.heading import Head
from cochair.features.sheets import pdf as printing
from cochair.formats.paragraphs import Text, from_json

HERE = Path(__file__).parent

type Blocks = list[dict[str, object]]


def pdf(expression: Expression, published: Publication | None = None) -> bytes:
    """One language of a revision, with its head, as it was made at the instant of its release.

    With `published`, with the head that anyone may read.  Raises Refused for a text that is too
    long to be printed.
    """
    return paper(
        heading.of(expression, published),
        from_json(expression.text),
        language=expression.language,
        digest=expression.digest,
        at=expression.released_at or expression.made_at,
    )


def paper(
    head: Head,
    text: Text,
    *,
    language: str,
    digest: str,
    at: datetime,
    pictured: Callable[[Blocks], Blocks] = lambda found: found,
) -> bytes:
    """A text with its head in a language; `digest` is that of the text, `at` when it was made.

    `pictured` adds what is seen and not read: pictures beside the tables that say the same.
    """
    shown = heading.above(head, text, language)
    told = {
        "forum": printing.printable(shown.forum),
        "symbol": printing.printable(shown.symbol),
        "day": shown.day,
        "original": shown.original,
        "codes": [printing.printable(code) for code in shown.codes],
        "kind": printing.printable(shown.kind),
        "title": printing.printable(shown.title, 500),
        "marking": printing.printable(shown.marking),
        "courtesy": shown.courtesy,
        "lines": [[one.label, printing.printable(one.words)] for one in shown.lines],
        "digest": digest,
        "blocks": pictured(blocks(heading.below(shown, text))),
    }
    return printing.pdf(
        "document.typ",
        told,
        language=language,
        title=f"{head.symbol} {head.title}".strip(),
        at=at,
        folder=HERE,
    )

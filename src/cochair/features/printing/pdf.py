"""A document as PDF/A-2a and PDF/UA-1 in one file, by typst (decision 12)."""

from pathlib import Path

from cochair.features.documents.models import Expression, Publication
from cochair.features.printing import heading, pdf_subprocess
from cochair.features.printing.blocks import blocks
from cochair.features.sheets import pdf as printing
from cochair.formats.paragraphs import from_json

HERE = Path(__file__).parent


def pdf(expression: Expression, published: Publication | None = None) -> bytes:
    """One language of a revision, with its head, as it was made at the instant of its release.

    With `published`, with the head that anyone may read.  Raises Refused for a text that is too
    long to be printed.
    """
    text, whole = from_json(expression.text), heading.of(expression, published)
    head = heading.above(whole, text, expression.language)
    told = {
        "forum": printing.printable(head.forum),
        "symbol": printing.printable(head.symbol),
        "day": head.day,
        "original": head.original,
        "codes": [printing.printable(code) for code in head.codes],
        "kind": printing.printable(head.kind),
        "title": printing.printable(head.title, 500),
        "marking": printing.printable(head.marking),
        "courtesy": head.courtesy,
        "lines": [[one.label, printing.printable(one.words)] for one in head.lines],
        "digest": expression.digest,
        "blocks": blocks(text),
    }
    make = pdf_subprocess.pdf if len(expression.text) > pdf_subprocess.MOST_HERE else printing.pdf
    return make(
        "document.typ",
        told,
        language=expression.language,
        title=f"{whole.symbol} {whole.title}",
        at=expression.released_at or expression.made_at,
        folder=HERE,
    )

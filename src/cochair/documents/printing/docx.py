"""A document as a Word file, with the head of the register on its first page."""

from cochair.documents.models import Expression, Publication
from cochair.documents.paragraphs import from_json
from cochair.documents.printing import heading
from cochair.documents.printing.heading import Head
from cochair.documents.word.heads import Heads
from cochair.documents.word.writing import write_docx


def docx(expression: Expression, published: Publication | None = None) -> bytes:
    """One language of a revision as DOCX; reading the file gives the same paragraphs.

    With `published`, with the head that anyone may read.
    """
    head = heading.of(expression, published)
    return write_docx(
        from_json(expression.text),
        language=expression.language,
        title=f"{head.symbol} {head.title}",
        heads=_heads(head),
        footer=f"{head.symbol} · {expression.language.upper()}",
        at=expression.released_at or expression.made_at,
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
        running=(f"{head.forum} · {head.symbol}", head.marking),
    )

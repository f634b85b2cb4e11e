"""A document as a Word file, with the head of the register on every page."""

from cochair.documents.models import Expression
from cochair.documents.paragraphs import from_json
from cochair.documents.printing import heading
from cochair.documents.word.writing import write_docx


def docx(expression: Expression) -> bytes:
    """One language of a revision as DOCX; reading the file gives the same paragraphs."""
    head = heading.of(expression)
    return write_docx(
        from_json(expression.text),
        language=expression.language,
        title=f"{head.symbol} {head.title}",
        heads=[f"{head.forum} · {head.symbol} {head.original}", head.marking],
        footer=f"{head.symbol} · {expression.language.upper()}",
        at=expression.released_at or expression.made_at,
    )

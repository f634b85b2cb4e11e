"""A text as PDF, with the least that the sheet takes around it."""

from datetime import UTC, datetime

from cochair.documents.paragraphs import Text
from cochair.documents.printing import pdf
from cochair.documents.printing.blocks import blocks
from cochair.meetings.sheets import printing


def printed(text: Text) -> bytes:
    """A text alone, with the least that the sheet takes."""
    told = dict.fromkeys(("forum", "symbol", "day", "original", "kind", "marking", "courtesy"), "")
    return printing.pdf(
        "document.typ",
        {**told, "title": "A", "digest": "", "codes": [], "lines": [], "blocks": blocks(text)},
        language="en",
        title="A",
        at=datetime(2031, 2, 3, tzinfo=UTC),
        folder=pdf.HERE,
    )

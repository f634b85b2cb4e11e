"""A text as PDF, with the least that the sheet takes around it."""

from datetime import UTC, datetime

from cochair.features.printing import pdf
from cochair.features.printing.blocks import blocks
from cochair.features.sheets import pdf as printing
from cochair.formats.paragraphs import Text


def printed(text: Text, **more: str) -> bytes:
    """A text alone, with the least that the sheet takes, and what is said besides."""
    told = dict.fromkeys(("forum", "symbol", "day", "original", "kind", "marking", "courtesy"), "")
    return printing.pdf(
        "document.typ",
        {
            **told,
            **more,
            "title": "A",
            "digest": "",
            "codes": [],
            "lines": [],
            "blocks": blocks(text),
        },
        language="en",
        title="A",
        at=datetime(2031, 2, 3, tzinfo=UTC),
        folder=pdf.HERE,
    )

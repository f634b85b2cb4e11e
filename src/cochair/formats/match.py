"""What the translation memory says of a paragraph, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """What the memory says of a paragraph: its words in the other language, and from where.

    `percent` is how alike the sources are; below 100 `source` is the one that was translated.
    `symbol` is empty for what was brought in as a file.
    """

    target: str
    percent: int
    source: str
    symbol: str

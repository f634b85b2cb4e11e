"""Words of a file and where they stand: what markings are looked for in."""

from dataclasses import dataclass, field
from enum import StrEnum

from cochair.formats.inside.problems import Code, Finding

# No marking is that long; a longer line is kept whole and looked at for what may stand anywhere.
MOST_SIGNS = 8_000_000


class Place(StrEnum):
    """Where in a file some words stand."""

    BODY = "body"
    # Headers, footers, watermarks, the upper and lower edge of a page.
    MARGIN = "margin"
    # What a program keeps beside the text: title, keywords, labels, values of forms.
    PROPERTY = "property"
    NAME = "name"


@dataclass(slots=True)
class Found:
    """What was found in a file: its words by place, what stands against it, what is to be seen.

    A line is a paragraph, or what stands between two line breaks of one; they keep their order.
    """

    lines: dict[Place, list[str]] = field(default_factory=lambda: {one: [] for one in Place})
    codes: set[Code] = field(default_factory=set)
    findings: set[Finding] = field(default_factory=set)
    signs: int = 0

    def add(self, place: Place, text: str) -> None:
        """Keep some words, line by line; beyond eight million signs nothing is kept any more."""
        if self.signs > MOST_SIGNS:
            self.codes.add(Code.BOMB)
            return
        self.signs += len(text)
        self.lines[place].extend(line for line in text.splitlines() if line.strip())

    @property
    def has_text(self) -> bool:
        """Whether there is anything to read in the text itself."""
        return any(
            sign.isalnum()
            for place in (Place.BODY, Place.MARGIN)
            for line in self.lines[place]
            for sign in line
        )

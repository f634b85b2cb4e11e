"""Figures as people write them in the languages of the house, kept as exact decimals in text.

A point or a comma stands before the decimals, blanks may stand between thousands.  What one reader
takes for thousands and another for decimals, such as 1.250, is neither.
"""

import re

LONGEST = 24
BLANK = re.compile("(?<=[0-9])[ \xa0\u202f](?=[0-9]{3}(?![0-9]))")
FIGURE = re.compile(r"(-?[0-9]+)(?:[.,]([0-9]+))?")
TWO_WAYS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")


def read(text: str) -> str | None:
    """A figure with a point before its decimals; None for what is none, or reads two ways."""
    plain = BLANK.sub("", text.strip())
    found = FIGURE.fullmatch(plain)
    if found is None or len(plain) > LONGEST or reads_two_ways(text):
        return None
    whole, decimals = found.groups()
    return f"{whole}.{decimals}" if decimals else whole


def reads_two_ways(text: str) -> bool:
    """Whether a figure can be read as thousands and as decimals."""
    return TWO_WAYS.fullmatch(text.strip()) is not None

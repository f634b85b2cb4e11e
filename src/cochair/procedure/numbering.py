"""The one number of a paragraph: in the margin, and wherever somebody cites it.

Pure.  A title, a heading and a recital have none.  Source: docs/decisions/0063.
"""

from collections.abc import Iterable, Mapping

TITLE, HEADING, PREAMBULAR = "title", "heading", "preambular"
UNNUMBERED = frozenset({TITLE, HEADING, PREAMBULAR})
# What is typed around a number and is no part of it: "1.", "a)", "(2)".
_AROUND = " .:()\u00a0"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"))
_AGAIN = ("bis", "ter", "quater", "quinquies")

type Row = tuple[str, str, str]
"""A paragraph: its id, what it is, and the number that is printed before it, or nothing."""


def numbers(rows: Iterable[Row]) -> Mapping[str, str]:
    """The number of each paragraph by its id, empty for a title, a heading and a recital.

    Where a text prints numbers, these are its numbers: what stands before the first is a recital,
    an item takes that of its paragraph before its own ("9 a"), and a paragraph that came in
    between takes the one before it ("9 bis").  Where a text prints none, its paragraphs are
    counted.  No two are the same.
    """
    known = [(id, kind, printed.strip(_AROUND)) for id, kind, printed in rows]
    if not any(printed for _id, kind, printed in known if kind not in UNNUMBERED):
        return _counted(known)
    found: dict[str, str] = {}
    last, above, given = "", "", set[str]()
    for id, kind, printed in known:
        number = ""
        if kind in UNNUMBERED:
            pass
        elif printed:
            is_item = bool(above) and not printed[0].isdigit()
            number = f"{above} {printed}" if is_item else printed
            above = above if is_item else printed
            number = last = _once(number, given)
        elif last:
            number = _once(last, given)
        found[id] = number
        given.add(number)
    return found


def cited(rows: Iterable[Row]) -> Mapping[str, str]:
    """What each paragraph is called by whoever cites it: its number; a title, a heading or a recital
    by a Roman numeral of its own, which no paragraph has."""
    rows = tuple(rows)
    found: dict[str, str] = {}
    place = 0
    for id, number in numbers(rows).items():
        place += not number
        found[id] = number or _roman(place)
    return found


def _counted(rows: Iterable[Row]) -> dict[str, str]:
    found: dict[str, str] = {}
    place = 0
    for id, kind, _printed in rows:
        place += kind not in UNNUMBERED
        found[id] = "" if kind in UNNUMBERED else str(place)
    return found


def _once(number: str, given: set[str]) -> str:
    """A number that no other paragraph has."""
    if number not in given:
        return number
    base = number
    for again in (*_AGAIN, *map(str, range(6, 20_000))):
        number = f"{base} {again}"
        if number not in given:
            break
    return number


def _roman(place: int) -> str:
    words = ""
    for value, sign in (*_ROMAN, (1, "i")):
        words += sign * (place // value)
        place %= value
    return words

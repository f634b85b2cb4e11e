"""Whole numbers as they come from outside: in an address, a form, a file, an entry of the journal."""

# What a column of whole numbers holds on every database.
HIGHEST = 2**31 - 1


def whole(text: str, most: int = HIGHEST) -> int | None:
    """The number that a text writes with the digits 0 to 9, no higher than `most`; None for none.

    Python calls more signs digits than it reads, such as ², and reads those of other scripts: to
    people they are other signs than the number.
    """
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(most)):
        return None
    number = int(text)
    return number if number <= most else None

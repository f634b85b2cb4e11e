"""Read the arguments of a check, which come from a file that was checked when it was read."""

from datetime import date
from fractions import Fraction


def whole(value: object) -> int:
    """A whole number. Raises ValueError when it is none."""
    return int(str(value))


def text(value: object) -> str:
    """A text."""
    return str(value)


def texts(value: object) -> tuple[str, ...]:
    """A list of texts; nothing when it is absent, and one text counts as a list of one."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    assert isinstance(value, list | tuple | set | frozenset)
    return tuple(str(one) for one in value)


def day(value: object) -> date:
    """A civil day, written YYYY-MM-DD or already one. Raises ValueError when it is none."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def share(value: object) -> Fraction:
    """An exact share: two thirds is `2/3`, and not 0.67. Raises ValueError when it is none."""
    return Fraction(str(value))

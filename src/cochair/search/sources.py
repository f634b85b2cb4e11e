"""What can be searched: every kind that says how its things are found."""

from cochair.kernel import kind as kinds
from cochair.kernel.kind import No
from cochair.kernel.search import Source


def every() -> tuple[Source, ...]:
    """Every source, in the order in which the kinds were registered."""
    return tuple(one.search for one in kinds.every() if not isinstance(one.search, No))


def of(kind: str) -> Source:
    """The source of a kind that can be searched."""
    return next(one for one in every() if one.kind == kind)

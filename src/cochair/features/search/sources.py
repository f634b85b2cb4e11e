"""What can be searched: every kind that says how its things are found."""

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as __

from cochair.kernel import kind as kinds
from cochair.kernel.kind import No
from cochair.kernel.search import Source


def every() -> tuple[Source, ...]:
    """Every source, in the order in which the kinds were registered."""
    return tuple(one.search for one in kinds.every() if not isinstance(one.search, No))


def of(kind: str) -> Source:
    """The source of a kind that can be searched."""
    return next(one for one in every() if one.kind == kind)


def labels(*, public: bool) -> Iterator[tuple[str, str]]:
    """The code of each kind that is found, for the house or by anyone, with its word."""
    for one in kinds.every():
        if not isinstance(one.search, No) and (one.search.is_public or not public):
            yield one.code, capfirst(__(one.label))

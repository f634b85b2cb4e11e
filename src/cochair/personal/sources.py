"""Where something about a person stands: tables, how a row names them, and what is given of it.

Every field of every table that refers to an account or an office is the `by` of a source here, or
stands in `BESIDE` with the reason why its rows are found otherwise; a test walks all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Model

from cochair.kernel.kind import Kind, No


@dataclass(frozen=True, slots=True)
class Source:
    """A table with rows about a person: how they are found, and which columns are given.

    `by` are lookups of an account, its number, its address, or that among others, as `of` says;
    a row that any of them finds is given once.
    """

    code: str
    title: str
    model: type[Model]
    by: tuple[str, ...]
    columns: tuple[str, ...]
    of: str = "account"


def of_kind(kind: Kind) -> tuple[Source, ...]:
    """What a kind declares of people, as sources."""
    if isinstance(kind.personal, No):
        return ()
    return tuple(
        Source(one.code, one.title, kind.model, one.by, one.columns) for one in kind.personal
    )


_ABOVE: dict[str, Source] = {}
SAME_ROW = "The row is found by the account, or by the office, that it names beside."

BESIDE: Mapping[str, str] = {
    "acts.JointAct.proposed_office": SAME_ROW,
    "acts.Key.office": SAME_ROW,
    "documents.Receipt.office": SAME_ROW,
    "handovers.Pack.accepted_office": SAME_ROW,
    "handovers.Pack.acknowledged_office": SAME_ROW,
    "meetings.ItemRequest.office": SAME_ROW,
    "meetings.NoticeConfirmation.office": SAME_ROW,
    "meetings.ObserverAnswer.office": SAME_ROW,
}
"""Fields that refer to a person and find no rows of a copy, each with its reason."""


def register(source: Source) -> None:
    """Let an app above give what it keeps of a person; there is one source for each code."""
    if _ABOVE.setdefault(source.code, source) is not source:
        raise ValueError(f"Two sources are called {source.code}.")


def registered() -> tuple[Source, ...]:
    """The sources of apps above, by code."""
    return tuple(_ABOVE[code] for code in sorted(_ABOVE))

"""What may no longer be done: asked before an entry is written, so that no way leads past it.

An app above knows why; this one knows only that it is asked.  Every act is an entry, and an entry
that is refused takes its act back with it, for both stand in one transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cochair.procedure.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Intended:
    """An entry that somebody is about to write; the fields are those of `Entry`."""

    forum: str
    verb: str
    about: tuple[str, str]
    facts: Mapping[str, object]


type Gate = Callable[[Intended], Refusal | None]

_GATES: dict[str, Gate] = {}


def register(name: str, gate: Gate) -> None:
    """Have a gate asked before whatever a person does; a name is used once."""
    if _GATES.setdefault(name, gate) is not gate:
        raise ValueError(f"Two write guards are named {name}.")


def refusals(intended: Intended) -> tuple[Refusal, ...]:
    """Every reason for which an entry may not be written."""
    return tuple(no for gate in _GATES.values() if (no := gate(intended)) is not None)

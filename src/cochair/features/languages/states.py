"""The states of one language of a revision, and the steps between them, as a small table.

requested -> in translation -> in revision -> released -> stale -> (a new edition) in revision
Source: domain.md C.4 (Document, language version).
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from cochair.procedure.refusal import Refusal, _

CLAUSE = "practice"


class State(StrEnum):
    """How far an edition has come."""

    IN_TRANSLATION = "in_translation"
    IN_REVISION = "in_revision"
    RELEASED = "released"
    STALE = "stale"


class Origin(StrEnum):
    """How the words of an edition came about."""

    ORIGINAL = "original"
    TRANSLATED = "translated"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of an edition: from which states, to which, and what is said where it is not one."""

    start: frozenset[State]
    end: State
    otherwise: str

    def refusal(self, state: str) -> Refusal | None:
        """A refusal where the step is not possible from this state."""
        if State(state) in self.start:
            return None
        return Refusal("practice", self.otherwise)


REVISE = Step(
    frozenset({State.IN_TRANSLATION}),
    State.IN_REVISION,
    _("Only a text that is being translated may go to revision."),
)
RELEASE = Step(
    frozenset({State.IN_TRANSLATION, State.IN_REVISION}),
    State.RELEASED,
    _("This language version has already been released: a change makes a new edition."),
)
CONFIRM = Step(
    frozenset({State.STALE}),
    State.RELEASED,
    _("Only a language version that is out of date may be confirmed again."),
)


def counts(state: str, *, courtesy: bool) -> bool:
    """Whether an edition counts as available: released, not stale, and not a courtesy alone."""
    return state == State.RELEASED and not courtesy


def goes_stale(
    *, catches_up: bool, editorial: bool, courtesy: bool, changed: Collection[str]
) -> bool:
    """Whether a released edition makes the other languages stale.

    A translation that catches up, with words that changed or from a courtesy, changes nothing for
    the others; nor does an editorial correction, or machine output.
    """
    return bool(changed) and not (catches_up or editorial or courtesy)

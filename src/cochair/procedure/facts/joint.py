"""What Parties did together, or each with its own key."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KeyTurn:
    """One Party's key on a joint act, turned for the member then in office."""

    party: str
    member: str
    at: datetime


@dataclass(frozen=True, slots=True)
class JointFact:
    """A joint act of both Parties that took effect at `at`: a declaration, a note, a choice."""

    id: str
    at: datetime
    text: str = ""
    value: str = ""

"""What can be wrong with a signed file, as codes: found in the child process, told in `refusing`."""

from enum import StrEnum

# The fields that are made for signatures are called so, with the code of a Party behind.
FIELD = "Signature-"


class Wrong(StrEnum):
    """A reason why a signature is not taken."""

    DAMAGED = "damaged"
    NONE = "none"
    FIELD = "field"
    TWO = "two"
    APPENDED = "appended"
    CHANGED = "changed"
    CERTIFIED = "certified"
    NOT_PADES = "not_pades"
    BROKEN = "broken"
    WEAK = "weak"
    UNTRUSTED = "untrusted"
    UNREADABLE = "unreadable"


def field_of(party: str) -> str:
    """The field in which a Party signs."""
    return f"{FIELD}{party}"

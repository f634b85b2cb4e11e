"""What acts on commitments are called, in every language, and codes in one line."""

from collections.abc import Iterable

from cochair.procedure.refusal import _

SETTLEMENT = _("Commitment {number} is no longer in force")


def joined(codes: Iterable[str]) -> str:
    """Codes in one line, as a form sends them back."""
    return " ".join(sorted(codes))

"""What acts on points of action are called, in every language."""

from collections.abc import Mapping

from cochair.procedure.refusal import _

SETTLEMENT = _("Point of action {number}: dropped or put off")


def one_line(text: Mapping[str, str]) -> str:
    """Words of several languages in one line, each after its code."""
    return " · ".join(f"{code}: {said}" for code, said in sorted(text.items()))

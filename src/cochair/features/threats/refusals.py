"""Why a finding cannot be entered, or cannot be answered so."""

from collections.abc import Collection, Iterable

from cochair.features.commitments.models import Action, Commitment, Indicator
from cochair.procedure.refusal import Refusal, _


def in_areas(areas: Collection[str], known: Collection[str]) -> Refusal | None:
    """A finding concerns at least one area of the procedures."""
    if areas and set(areas) <= set(known):
        return None
    return Refusal("practice", _("Select at least one area of the procedures."))


def in_force(rows: Iterable[Commitment], wanted: Collection[str]) -> Refusal | None:
    """Only commitments in force answer a finding."""
    if set(wanted) == {row.slug for row in rows if row.state == "in_force"}:
        return None
    return Refusal("practice", _("Only commitments in force may answer a finding."))


def serves(rows: Iterable[Action], wanted: Collection[int]) -> Refusal | None:
    """An action answers what one of its commitments answers."""
    strange = sorted(set(wanted) - {row.number for row in rows})
    if not strange:
        return None
    return Refusal(
        "practice",
        _("Action {number} serves no commitment that answers this finding."),
        {"number": strange[0]},
    )


def measures(rows: Iterable[Indicator], wanted: Collection[int]) -> Refusal | None:
    """An indicator answers what its commitment answers."""
    strange = sorted(set(wanted) - {row.number for row in rows})
    if not strange:
        return None
    return Refusal(
        "practice",
        _("Indicator {number} measures no commitment that answers this finding."),
        {"number": strange[0]},
    )

"""Why a finding cannot be entered, or cannot be answered so."""

from collections.abc import Collection, Iterable, Mapping

from cochair.features.commitments.models import Action, Commitment, Finding, Indicator
from cochair.procedure.alphabets import unprinted
from cochair.procedure.reason import is_reason
from cochair.procedure.refusal import Refusal, _

REASON_AT_LEAST = 20


def in_areas(areas: Collection[str], known: Collection[str]) -> Refusal | None:
    """A finding concerns at least one area of the procedures."""
    if areas and set(areas) <= set(known):
        return None
    return Refusal("practice", _("Select at least one area of the procedures."))


def stands(row: Finding) -> Refusal | None:
    """What was withdrawn is neither corrected nor answered."""
    if row.withdrawn_at is None:
        return None
    return Refusal("practice", _("Finding {number} has been withdrawn."), {"number": row.number})


def says_why(reason: str) -> Refusal | None:
    """A correction or withdrawal has a reason that both Parties can read."""
    if is_reason(reason, REASON_AT_LEAST):
        return unprinted(reason)
    return Refusal(
        "practice",
        _("Give the reason in at least {number} characters; both Parties can read it."),
        {"number": REASON_AT_LEAST},
    )


def says_otherwise(row: Finding, said: Mapping[str, object]) -> Refusal | None:
    """A correction changes something."""
    if any(getattr(row, name) != value for name, value in said.items()):
        return None
    return Refusal("practice", _("Nothing was changed: this is what the finding says already."))


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

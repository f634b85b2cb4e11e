"""Results as the stable JSON of docs/reference/results.md (corrections.md section 4)."""

from collections.abc import Iterable
from datetime import UTC, datetime

from cochair.procedure.result import Result


def rows(results: Iterable[Result]) -> list[dict[str, object]]:
    """One object for each result: codes, ids, UTC instants in ISO 8601, nothing to translate."""
    return [row(result) for result in results]


def row(result: Result) -> dict[str, object]:
    """One result; `late_days` is null when it was not late, `due` null when nothing is due."""
    return {
        "rule": result.rule,
        "target": {"kind": result.target.kind, "id": result.target.id},
        "outcome": result.outcome.value,
        "ground": result.ground.value,
        "late_days": result.late_days,
        "at_risk": result.at_risk,
        "evidence": list(result.evidence),
        "due": _instant(result.due),
        "due_basis": result.due_basis,
        "procedure_version": result.procedure_version,
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None

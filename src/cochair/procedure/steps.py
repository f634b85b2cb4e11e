"""A state machine as a small table: which act leads from which stages to which.

The tables are the machines: an act asks its own line whether it may be taken, and the page that
explains them prints the same lines.

Source: style.md 6.12; domain C.4.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cochair.procedure.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Step:
    """One act: from which stages it starts, to which it may lead, and who takes it.

    `otherwise` is the sentence said where it does not start, without any place for a fact.
    `act` and `who` are for the printed table, in English.
    """

    act: str
    who: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    otherwise: str

    def refusal_from(self, stage: str, clause: str) -> Refusal | None:
        """Why the act may not be taken at this stage, if it may not."""
        return None if stage in self.starts else Refusal(clause, self.otherwise)


def table(steps: Iterable[Step]) -> str:
    """The steps as lines of a table in Markdown, one for each act."""
    lines = ["| from | act | by | to |", "|---|---|---|---|"]
    for step in steps:
        starts = ", ".join(step.starts) or "–"
        lines.append(f"| {starts} | {step.act} | {step.who} | {', '.join(step.ends)} |")
    return "\n".join(lines)

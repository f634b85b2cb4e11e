"""What is wrong with a file of a forum, and on which line."""

from dataclasses import dataclass

from cochair.procedure.refusal import Sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a file.

    `line` counts from 1; `path` leads to the value (`rules[4].check.fn`, lists counted from
    0); `clause` is the id of the rule it stands in, where it stands in one.
    """

    file: str
    line: int
    message: Sentence | str
    path: str = ""
    clause: str | None = None

    def __str__(self) -> str:
        """`procedure.yaml:123: rules[4].check.fn: …`, followed by the clause in parentheses."""
        where = f"{self.file}:{self.line}: " + (f"{self.path}: " if self.path else "")
        return f"{where}{self.message}" + (f" ({self.clause})" if self.clause else "")


class Faults(Exception):
    """A file, or a folder of files, cannot be used. `faults` holds every reason."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        """Every fault on a line of its own."""
        return "\n".join(map(str, self.faults))

"""Results as a table for people, with rich."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cochair.features.compliance.names import Names, names_of
from cochair.features.compliance.source import Attached
from cochair.features.parties.models import Forum
from cochair.procedure.result import Ground, Outcome, Result
from cochair.web.deadlines import day_of
from cochair.web.localize import say

SHAPES = {
    Outcome.MET: ("●", "green"),
    Outcome.NOT_MET: ("✕", "red"),
    Outcome.NOT_YET_DUE: ("○", ""),
    Outcome.DEPARTED: ("◇", ""),
    Outcome.NOT_APPLICABLE: ("–", "dim"),
    Outcome.UNKNOWN: ("?", "dim"),
}
WORDS = {
    Outcome.MET: "met",
    Outcome.NOT_MET: "not met",
    Outcome.NOT_YET_DUE: "not yet due",
    Outcome.DEPARTED: "agreed exception, with reason",
    Outcome.NOT_APPLICABLE: "does not apply",
    Outcome.UNKNOWN: "not established",
}


class Paper(Console):
    """What is printed on: words stand as they are, and whoever stops reading is let go."""

    def __init__(self) -> None:
        super().__init__(markup=False, emoji=False)

    def on_broken_pipe(self) -> None:
        """Leave it to `main`, which knows that this is no failure."""
        raise BrokenPipeError


def show(forum: Forum, results: Iterable[Result], at: datetime) -> None:
    """Print every result: clause, target, outcome, when due, what was found."""
    shown = tuple(results)
    console = Paper()
    table = Table(
        title=f"{forum.title['en']}\n{at:%d %B %Y, %H:%M} UTC", title_justify="left", pad_edge=False
    )
    for heading in ("Clause", "Judged on", "Result", "Due", "Found"):
        table.add_column(heading, overflow="fold")
    names = names_of(forum)
    for result in shown:
        table.add_row(*_cells(result, forum.zone, names))
    console.print(table)
    counts = Counter(result.outcome for result in shown)
    console.print(
        "   ".join(
            f"{SHAPES[outcome][0]} {counts[outcome]} {WORDS[outcome]}"
            for outcome in Outcome
            if counts[outcome]
        ),
        soft_wrap=True,
    )


def _cells(result: Result, zone: str, names: Names) -> tuple[str | Text, ...]:
    shape, style = SHAPES[result.outcome]
    word = WORDS[result.outcome]
    if result.at_risk:
        word += ", at risk"
    if result.ground is Ground.NO_EVIDENCE and result.outcome is Outcome.NOT_MET:
        word += ", no evidence yet"
    if result.late_days:
        word += f", {result.late_days} days late"
    due = ""
    if result.due:
        basis = " (practice)" if result.due_basis == "practice" else ""
        due = f"{day_of(result.due, zone):%d %b %Y}{basis}"
    return (
        result.rule,
        result.target.id,
        Text(f"{shape} {word}", style=style),
        due,
        " ".join(say(one, names=names, zone=zone, language="en") for one in result.says),
    )


def show_alignment(attached: Attached) -> None:
    """Say how many clauses found their paragraph, and name those that did not."""
    console = Paper()
    console.print(
        f"{attached.name}: {len(attached.found)} of {attached.total} clauses stand beside"
        " their official words."
    )
    for rule in attached.missing:
        console.print(f"  {rule}: its paragraph was not found.")
    for rule in attached.changed:
        console.print(f"  {rule}: its paragraph reads otherwise than the text it was written from.")

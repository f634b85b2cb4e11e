"""How the clauses were judged: results and statements."""

from collections.abc import Iterator

from cochair.exports.archives.parts import Part, Reader, Row, member, register
from cochair.features.compliance import queries, visibility
from cochair.features.compliance.json import row as result_row
from cochair.procedure.refusal import _


def register_all() -> None:
    """Make these parts known; called once, when the app is ready."""
    register(
        Part(
            "results",
            _("Results by clause"),
            results,
            (
                (_("Clause"), member("rule")),
                (_("Applied to"), lambda row: row["target"]["id"]),  # type: ignore[index]
                (_("Outcome"), member("outcome")),
            ),
        )
    )


def results(reader: Reader) -> Iterator[Row]:
    """The result of every clause for the cycle as computed when the archive was made."""
    found = visibility.results(reader.forum, reader.hat, reader.at)
    for one in queries.of_cycle(found, reader.cycle.number):
        yield result_row(one)

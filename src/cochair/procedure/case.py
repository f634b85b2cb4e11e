"""One thing that a clause is judged on, with everything that was fixed for it beforehand.

A meeting, a slot, a cycle, a document, a decision procedure, an instrument or the forum, with the
version of the procedures and the options that hold for it. A closed meeting keeps those that it
opened with (INV-10).

Source: corrections.md section 1 ("Slots", "Not retroactive", "The edge of knowledge").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cochair.procedure.book import Book
from cochair.procedure.facts import Cycle, Document, Instrument, Meeting, Procedure
from cochair.procedure.result import Target


@dataclass(frozen=True, slots=True)
class Case:
    """One target with everything that was fixed for it before any clause is asked.

    `meeting` is the meeting judged (of a slot: the one that counts) and `planned`, of a slot,
    one that is not held yet. `since` is the day of the previous instrument. `imported`: an absent
    fact is unknown, as of history and of what people enter once it is over. `reported`: the date of
    the meeting is past, and nobody says that it was held. `before`: earlier than the procedures.
    """

    target: Target
    book: Book
    options: Mapping[str, object]
    order: tuple[int, datetime, str]
    meeting: Meeting | None = None
    planned: Meeting | None = None
    cycle: Cycle | None = None
    configuration: str | None = None
    semester: tuple[date, date] | None = None
    document: Document | None = None
    procedure: Procedure | None = None
    instrument: Instrument | None = None
    since: date | None = None
    imported: bool = False
    reported: bool = False
    before: bool = False

    def option(self, key: str, default: object = None) -> object:
        """The value of an option for this target, or the default when the book has none."""
        return self.options.get(key, default)

"""What a table of commitments would do, row by row, before anything is proposed.

A row adds a commitment, or says what is in the register already; nothing that is in force is
written over.  Formulas are text, as everywhere (`delegations.tables`).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from cochair.features.commitments.models import Commitment, Instrument
from cochair.features.delegations.tables import Table, Wrong
from cochair.features.extraction import refusals
from cochair.features.extraction.candidates import CODES, New
from cochair.features.follow_up.refusals import printed
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refusal, _, require

ADDED, SAME, WRONG = "added", "same", "wrong"
NUMBER, INSTRUMENT, TEXT = "number", "instrument", "text_"
AREAS, PURPOSES, LEVELS = CODES
# Tables that were made before there was such a column are read as well.
OPTIONAL = frozenset({LEVELS})
SET_APART = str.maketrans(",;", "  ")


@dataclass(slots=True)
class Row:
    """One row: its place in the table, what it says, and what it would do."""

    number: int
    new: New
    does: str = WRONG
    errors: list[Wrong] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """Every row with what it does."""

    table: Table
    rows: tuple[Row, ...]

    @property
    def wrong(self) -> tuple[Row, ...]:
        """The rows with an error: while there is one, nothing is proposed."""
        return tuple(row for row in self.rows if row.errors)

    def doing(self, what: str) -> tuple[Row, ...]:
        """The rows that add, or that leave what is there."""
        return tuple(row for row in self.rows if row.does == what)

    @property
    def refusal(self) -> Refusal | None:
        """Why nothing of it can be proposed at once although each row is right."""
        added = [row.new for row in self.doing(ADDED)]
        return refusals.some(added) if added else None

    @property
    def summary(self) -> str:
        """The numbers and what happens to each, as text."""
        return "\n".join(f"{row.new.slug}: {row.does}" for row in self.rows)

    @property
    def digest(self) -> str:
        """The same for the same plan over the same register."""
        told = [(row.number, row.new, row.does) for row in self.rows]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def columns() -> tuple[str, ...]:
    """The columns of a table, in order: as it is taken away, and as it is brought in."""
    texts = (f"{TEXT}{code}" for code, _name in settings.LANGUAGES)
    return (NUMBER, INSTRUMENT, *texts, *CODES)


def plan(forum: Forum, table: Table) -> Plan:
    """What a table does; a fixed number of queries and those of the checks.

    Raises Refused when a column is missing or stands there twice.
    """
    heads = [text.strip().lower() for text in table.head]
    names = [name for name in columns() if name in heads or name not in OPTIONAL]
    require(*(_column(heads, name) for name in names))
    places, known = {name: heads.index(name) for name in names}, refusals.codes(forum)
    held = {
        row.slug: row
        for row in Commitment.objects.filter(instrument__forum=forum).select_related("instrument")
    }
    instruments = set(Instrument.objects.filter(forum=forum).values_list("slug", flat=True))
    seen: set[str] = set()
    rows = []
    for number, cells in table.rows:
        new = _new(cells, places)
        row = Row(number, new)
        there = held.get(new.slug)
        row.errors += [
            Wrong(_("A cell contains a formula. Enter the text itself."), column=name)
            for name, place in places.items()
            if (number, place) in table.formulas
        ]
        for code, text in new.text.items():
            unprinted = printed(text)
            if unprinted is not None:
                row.errors.append(Wrong(unprinted.message, column=f"{TEXT}{code}"))
        if new.slug in seen:
            row.errors.append(Wrong(_("This number appears twice in the table."), column=NUMBER))
        elif there is not None and not _says_the_same(there, new, places):
            row.errors.append(
                Wrong(
                    _("This number is in the register with a different text or different areas."),
                    column=NUMBER,
                )
            )
        elif there is None:
            row.errors += _errors(new, known, instruments)
        seen.add(new.slug)
        if not row.errors:
            row.does = SAME if there is not None else ADDED
        rows.append(row)
    return Plan(table, tuple(rows))


def _errors(new: New, known: refusals.Codes, instruments: set[str]) -> list[Wrong]:
    found = [
        Wrong(no.message, no.facts, column)
        for column, no in refusals.by_column(new, known)
        if no is not None
    ]
    if new.instrument not in instruments:
        said = _("There is no instrument called “{code}”.")
        found.append(Wrong(said, {"code": new.instrument}, INSTRUMENT))
    return found


def _new(cells: tuple[str, ...], places: Mapping[str, int]) -> New:
    def cell(name: str) -> str:
        place = places.get(name, len(cells))
        # A browser sends back every new line as two signs, whatever it was in the file.
        said = cells[place] if place < len(cells) else ""
        return said.replace("\r\n", "\n").replace("\r", "\n").strip()

    def codes(name: str) -> tuple[str, ...]:
        return tuple(cell(name).translate(SET_APART).split())

    return New(
        slug=cell(NUMBER),
        instrument=cell(INSTRUMENT),
        text={code: cell(f"{TEXT}{code}") for code, _name in settings.LANGUAGES},
        areas=codes(AREAS),
        purposes=codes(PURPOSES),
        levels=codes(LEVELS),
    )


def _says_the_same(row: Commitment, new: New, places: Mapping[str, int]) -> bool:
    return (
        row.instrument.slug == new.instrument
        and dict(row.text) == dict(new.text)
        and all(tuple(getattr(row, name)) == getattr(new, name) for name in CODES if name in places)
    )


def _column(heads: list[str], name: str) -> Refusal | None:
    if heads.count(name) == 1:
        return None
    return Refusal("practice", _("The table must have one column called “{name}”."), {"name": name})

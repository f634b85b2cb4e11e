"""What a list or a calendar of events of initiatives would add, line by line, before anything is saved."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field
from datetime import date, datetime

from django.db import transaction

from cochair.features.commitments import actions, queries
from cochair.features.commitments.actions import LONGEST_EVENT_DAYS
from cochair.features.delegations import tables
from cochair.features.delegations.tables import Table, Wrong
from cochair.features.meetings.models import InitiativeEvent
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.formats import icalendar_read
from cochair.formats.icalendar_read import Dated, UnreadableCalendar
from cochair.procedure.alphabets import unprinted
from cochair.procedure.calendar import outside_calendar
from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, Refused, _, require
from cochair.web.errors import StaleVersion

ADDED, SAME, WRONG = "added", "same", "wrong"
COLUMNS = INITIATIVE, TITLE, START, END, PLACE, SOURCE = (
    "initiative",
    "title",
    "start",
    "end",
    "place",
    "source",
)
NEEDED = (TITLE, START)
LONGEST = {TITLE: 200, PLACE: 128, SOURCE: 400}
# What a table program makes of a day that is typed into it.
MIDNIGHT = " 00:00:00"
# What a calendar says of an event, in the place of a day.
CANCELLED, REPEATS = "CANCELLED", "RRULE"
NO_DAY = {
    CANCELLED: _("This event was cancelled: delete the line, or enter its date."),
    REPEATS: _("This event repeats: enter a line for each date."),
}
MOVED = _("The events have changed since the preview. Read the preview again.")


@dataclass(frozen=True, slots=True)
class Beside:
    """What is chosen beside the file, for lines that do not say it: whose events, and from where."""

    initiative: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """An event as it is typed, each part as text."""

    initiative: str
    title: str
    start: str
    end: str
    place: str
    source: str


@dataclass(slots=True)
class Row:
    """One line: its place, what it says, its civil days where they can be read, and what is wrong."""

    number: int
    typed: Typed
    start: date | None = None
    end: date | None = None
    does: str = WRONG
    errors: list[Wrong] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """Every line with what it does, and the table by which all of it is sent again."""

    rows: tuple[Row, ...]
    table: Table

    @property
    def wrong(self) -> tuple[Row, ...]:
        """The lines with an error: while there is one, nothing is saved."""
        return tuple(row for row in self.rows if row.errors)

    def doing(self, what: str) -> tuple[Row, ...]:
        """The lines that add an event, or whose event is there already."""
        return tuple(row for row in self.rows if row.does == what)

    @property
    def summary(self) -> str:
        """The lines and what happens to each, as text."""
        return "\n".join(f"{row.number}: {row.does}" for row in self.rows)

    @property
    def digest(self) -> str:
        """The same for the same plan over the same events."""
        told = [(row.number, astuple(row.typed), row.does) for row in self.rows]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def of_text(text: str) -> Table:
    """A table of events as text, or a calendar. Raises Refused for what is neither."""
    if icalendar_read.looks_like_a_calendar(text):
        return _of_calendar(text)
    return tables.read_text(text)


def of_file(content: bytes) -> Table:
    """The same of a file. Raises Refused for one that is too large."""
    head = content[:64].decode("utf-8", errors="replace")
    if not icalendar_read.looks_like_a_calendar(head):
        return tables.read_file(content)
    if len(content) > tables.MOST_BYTES:
        # It says in its words why it is too large.
        tables.read_file(content)
    try:
        return _of_calendar(content.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise Refused(_unreadable()) from wrong


def of_table(forum: Forum, table: Table, beside: Beside) -> Plan:
    """What a table adds; a fixed number of queries.

    Raises Refused when a column is missing, stands there twice, or is none of an event.
    """
    heads = [text.strip().lower() for text in table.head]
    require(*(_column(heads, name) for name in COLUMNS), *map(_known, heads))
    places = {name: heads.index(name) for name in COLUMNS if name in heads}
    rows = tuple(_planned(forum, table, places, beside))
    sent = ((row.number, astuple(row.typed)) for row in rows)
    return Plan(rows, Table(COLUMNS, tuple(sent), warnings=table.warnings))


@transaction.atomic
def save(
    forum: Forum, read: Plan, *, seen: str, language: str, by: ActingOffice, at: datetime
) -> list[InitiativeEvent]:
    """Add the events that were previewed (`seen` is the digest), their titles in a language.

    Raises StaleVersion when the events changed meanwhile, Refused while a line is wrong and where
    nothing is new.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    again = of_table(forum, read.table, Beside())
    if again.digest != seen:
        raise StaleVersion(Refusal("practice", MOVED), theirs=again.summary, mine=read.summary)
    rows = again.doing(ADDED)
    require(
        Refusal("practice", _("Some rows contain errors: nothing is saved."))
        if again.wrong
        else None,
        None if rows else Refusal("practice", _("All these events are there already.")),
    )
    register = {one.row.code: one.row for one in queries.initiatives(forum)}
    made = []
    for row in rows:
        assert row.start is not None and row.end is not None
        event = actions.add_event(
            register[row.typed.initiative],
            title={language: row.typed.title},
            start=row.start,
            end=row.end,
            place=row.typed.place,
            source=row.typed.source,
            by=by,
            at=at,
        )
        made.append(event)
    return made


def _planned(
    forum: Forum, table: Table, places: Mapping[str, int], beside: Beside
) -> Iterator[Row]:
    register = {one.row.code: one for one in queries.initiatives(forum)}
    there = {
        (code, event.start, event.end, words)
        for code, one in register.items()
        for event in one.events
        for words in event.title.values()
    }
    seen = set()
    for number, cells in table.rows:
        cells = tuple(
            "" if (number, place) in table.formulas else cell for place, cell in enumerate(cells)
        )
        typed = _typed(cells, places, beside)
        row = Row(number, typed, _day(typed.start), _day(typed.end or typed.start))
        row.errors += _formulas(table, number, places)
        row.errors += _errors(row, register)
        key = (typed.initiative, row.start, row.end, typed.title)
        if key in seen:
            row.errors.append(Wrong(_("This event appears twice in the list."), column=TITLE))
        seen.add(key)
        if not row.errors:
            row.does = SAME if key in there else ADDED
        yield row


def _typed(cells: tuple[str, ...], places: Mapping[str, int], beside: Beside) -> Typed:
    said = {
        name: " ".join(cells[place].split()) if place < len(cells) else ""
        for name, place in places.items()
    }
    said[INITIATIVE] = (said.get(INITIATIVE) or beside.initiative).upper()
    said[SOURCE] = said.get(SOURCE) or beside.source
    return Typed(**{name: said.get(name, "") for name in COLUMNS})


def _errors(row: Row, register: Mapping[str, object]) -> Iterator[Wrong]:
    typed = row.typed
    if typed.initiative not in register:
        yield Wrong(_("This initiative is not in the register."), column=INITIATIVE)
    for name, longest in LONGEST.items():
        text = getattr(typed, name)
        if name != PLACE and not has_words(text):
            yield Wrong(_("This cell must not be empty."), column=name)
        if len(text) > longest:
            yield Wrong(_("At most {number} characters."), {"number": longest}, name)
        if (no := unprinted(text)) is not None:
            yield Wrong(no.message, no.facts, name)
    for name, day in ((START, row.start), (END, row.end)):
        if day is None and (name == START or typed.end):
            told = NO_DAY.get(typed.start, _("This is no date. Write it as 2026-11-28."))
            yield Wrong(told, column=name)
        elif day is None:
            continue
        elif (no := outside_calendar(day)) is not None:
            yield Wrong(no.message, no.facts, name)
    if row.start and row.end and not 0 <= (row.end - row.start).days <= LONGEST_EVENT_DAYS:
        told = _("The last day must be within {number} days after the first.")
        yield Wrong(told, {"number": LONGEST_EVENT_DAYS}, END)


def _formulas(table: Table, number: int, places: Mapping[str, int]) -> Iterator[Wrong]:
    for name, place in places.items():
        if (number, place) in table.formulas:
            yield Wrong(_("A cell contains a formula. Enter the text itself."), column=name)


def _of_calendar(text: str) -> Table:
    """A calendar as a table, so that its lines are read, corrected and sent as those of any other."""
    try:
        events = icalendar_read.read(text)
    except UnreadableCalendar as wrong:
        raise Refused(_unreadable()) from wrong
    require(
        None if events else Refusal("practice", _("The calendar has no events.")),
        _not_too_many(len(events)),
    )
    rows = ((n, _cells(one)) for n, one in enumerate(events, start=2))
    return Table(head=(TITLE, START, END, PLACE), rows=tuple(rows))


def _cells(one: Dated) -> tuple[str, ...]:
    """An event that repeats, or was cancelled, gets no day: whoever sends it says what is meant."""
    note = CANCELLED if one.cancelled else REPEATS if one.repeats else ""
    if note or one.first is None or one.last is None:
        return (one.title, note, "", one.place)
    return (one.title, one.first.isoformat(), one.last.isoformat(), one.place)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip().removesuffix(MIDNIGHT))
    except ValueError:
        return None


def _column(heads: list[str], name: str) -> Refusal | None:
    if heads.count(name) == 1 or (name not in NEEDED and name not in heads):
        return None
    return Refusal("practice", _("The table must have one column called “{name}”."), {"name": name})


def _known(head: str) -> Refusal | None:
    if not head or head in COLUMNS:
        return None
    return Refusal("practice", _("A list of events has no column called “{name}”."), {"name": head})


def _not_too_many(number: int) -> Refusal | None:
    if number <= tables.MOST_ROWS:
        return None
    told = _("A list may have up to {number} rows.")
    return Refusal("practice", told, {"number": tables.MOST_ROWS})


def _unreadable() -> Refusal:
    return Refusal(
        "practice", _("This calendar cannot be read. Save it as .ics, and send it again.")
    )

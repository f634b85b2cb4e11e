"""What a table would do to the delegations of a meeting, row by row, before anything is saved.

A row is added, changes somebody, or leaves somebody as they are.  Whoever is there is found again
by e-mail or else by name within the delegation; whoever is not in the table stays.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cochair.features.delegations import labels, queries, refusals
from cochair.features.delegations import person as persons
from cochair.features.delegations.person import ADVISER, KEPT, PHYSICAL, Person
from cochair.features.delegations.queries import DelegationView
from cochair.features.delegations.tables import Table, Wrong
from cochair.features.meetings.models import Meeting, Participant
from cochair.features.parties import queries as parties
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal, Refused, Sentence, _, require

ADDED, CHANGED, SAME, WRONG = "added", "changed", "same", "wrong"
HEAD, REQUEST, DELEGATION = "head", "request", "delegation"


@dataclass(slots=True)
class Row:
    """One row of the table: its number, of which delegation, what it says and what it would do."""

    number: int
    code: str
    person: Person
    does: str = WRONG
    there: Participant | None = None
    fields: tuple[str, ...] = ()
    errors: list[Wrong] = field(default_factory=list)
    # The note or letter by which its delegation asked the sender to write, where the row says so.
    request: str = ""

    @property
    def told(self) -> list[tuple[str, Wrong]]:
        """Each error with the head of its column in the reader's words; none where it is the row."""
        return [(labels.heading(one.column) if one.column else "", one) for one in self.errors]

    @property
    def changes(self) -> list[str]:
        """What of a person would change, in the reader's words."""
        return labels.headings(self.fields)


@dataclass(frozen=True)
class Plan:
    """Every row with what it does; `left` are people of the same delegations who are not in it."""

    rows: tuple[Row, ...]
    left: tuple[Participant, ...]
    warnings: tuple[Sentence, ...]
    companies: Mapping[str, DelegationView]

    @property
    def wrong(self) -> tuple[Row, ...]:
        """The rows with an error: while there is one, nothing is saved."""
        return tuple(row for row in self.rows if row.errors)

    def doing(self, what: str) -> tuple[Row, ...]:
        """The rows that add, change or leave."""
        return tuple(row for row in self.rows if row.does == what)

    @property
    def requests(self) -> Mapping[str, str]:
        """By code, the note or letter that the table names for a delegation first."""
        found: dict[str, str] = {}
        for row in self.rows:
            if row.code and row.request:
                found.setdefault(row.code, row.request)
        return found

    @property
    def digest(self) -> str:
        """The same for the same plan over the same state: what was read is what is done."""
        told = [
            (
                row.number,
                row.code,
                row.does,
                row.there.pk if row.there else 0,
                row.person,
                row.request,
            )
            for row in self.rows
        ]
        versions = sorted((one.code, one.row.version) for one in self._touched if one.row)
        return hashlib.sha256(repr((told, versions)).encode()).hexdigest()

    @property
    def _touched(self) -> tuple[DelegationView, ...]:
        return tuple(self.companies[code] for code in {row.code for row in self.rows if row.code})


@dataclass(frozen=True)
class _Reading:
    """What is needed to read a row: columns, words to codes, delegations by whatever names them."""

    columns: tuple[str, ...]
    language: str
    book: Book
    ranks: Mapping[str, str]
    named: Mapping[str, str]
    companies: Mapping[str, DelegationView]
    own: str
    serves: str


def plan(
    meeting: Meeting, table: Table, *, own: str, serves: str, language: str, book: Book
) -> Plan:
    """What a table does; with `own` only that delegation may be written, and no row need name it.

    Without `own`, `serves` is the Party for whose delegations, and for organisations, the sender
    writes on request: by a note that is recorded, or that the table names in a row.  `language`
    is that of the column “function” without a language.  Raises Refused when no column holds
    names, or a column stands there twice.
    """
    columns = tuple(labels.columns().get(labels.key(text), "") for text in table.head)
    require(*_columns_right(columns, own))
    found = queries.delegations(meeting, also_struck=True)
    reading = _Reading(
        columns=columns,
        language=language,
        book=book,
        ranks=labels.ranks(book),
        named=_named(meeting),
        companies={one.code: one for one in found},
        own=own,
        serves=serves,
    )
    rows = [_row(number, cells, table.formulas, reading) for number, cells in table.rows]
    if not own:
        _only_on_request(rows, reading.companies)
    _find_again(rows, reading.companies)
    _one_head(rows, reading.companies)
    touched = {row.code for row in rows if row.code}
    again = {row.there.pk for row in rows if row.there}
    left = (
        one
        for code in sorted(touched)
        for one in reading.companies[code].people
        if one.pk not in again
    )
    return Plan(
        tuple(rows), tuple(left), (*table.warnings, *_unknown(table, columns)), reading.companies
    )


def _columns_right(columns: tuple[str, ...], own: str) -> tuple[Refusal | None, ...]:
    given = [code for code in columns if code]
    missing = [code for code in ("name", *(() if own else ("delegation",))) if code not in given]
    return (
        *(Refusal("practice", NO_COLUMN, {"column": labels.COLUMNS[code]}) for code in missing),
        Refusal("practice", TWICE_A_COLUMN) if len(set(given)) < len(given) else None,
    )


NO_COLUMN = _("The first row has no column “{column}”. It must contain the column names.")
TWICE_A_COLUMN = _("Two columns have the same name.")
NO_DELEGATION = _("There is no delegation “{value}” in this meeting.")
NOT_YOURS = _("This row is about a delegation other than yours.")
OF_THE_OTHER_PARTY = _(
    "{delegation} belongs to the other Party. Only the delegation itself or its own "
    "secretariat may name its members."
)
NOT_ASKED = _(
    "{delegation} has not asked a secretariat to act for it. Enter its note or letter in "
    "the column “{column}”."
)
NOT_OPENED = _("The delegation of {delegation} is not open yet.")
HOLDS_FORMULA = _("The column “{column}” contains a formula. Enter its result.")
ANOTHER_HEAD = _("{delegation} would have two heads of delegation.")
IN_TWICE = _("This person is already in row {number}.")
TWO_OF_A_NAME = _("Two people of this name are in the delegation. Enter the e-mail address.")


def _unknown(table: Table, columns: tuple[str, ...]) -> tuple[Sentence, ...]:
    names = [
        text for text, code in zip(table.head, columns, strict=True) if not code and text.strip()
    ]
    if not names:
        return ()
    shown = tuple(name[:40] for name in names)
    return (Sentence(_("Columns ignored: {columns}."), {"columns": shown}),)


def _named(meeting: Meeting) -> dict[str, str]:
    """Codes of members and organisations by code, acronym and name in every language."""
    roster = parties.roster(meeting.forum)
    found: dict[str, str] = {}
    for row in roster.organisations:
        texts = (row.code, row.acronym, *row.name.values())
        found |= {labels.key(text): row.code for text in texts if text}
    for member in roster.states:
        texts = (member.code, *member.name.values())
        found |= {labels.key(text): member.code for text in texts if text}
    return found


def _row(
    number: int,
    cells: tuple[str, ...],
    formulas: Collection[tuple[int, int]],
    reading: _Reading,
) -> Row:
    given = dict(zip(reading.columns, (persons.plain(cell) for cell in cells), strict=False))
    code, errors = _delegation(given.get("delegation", ""), reading)
    one, wrong = _person(given, reading)
    errors += [
        Wrong(HOLDS_FORMULA, {"column": labels.COLUMNS[column.partition("_")[0]]}, column)
        for index, column in enumerate(reading.columns)
        if column and (number, index) in formulas
    ]
    errors += [Wrong(no.message, no.facts, _column(one, no, reading.book)) for no in wrong]
    request = given.get(REQUEST, "") if not reading.own else ""
    errors += [Wrong(no.message, no.facts, REQUEST) for no in _reference(request) if no is not None]
    return Row(number, code, one, errors=errors, request=request)


def _column(one: Person, no: Refusal, book: Book) -> str:
    """The column whose cell alone is refused for the same reason."""
    right = Person(name="A")
    alone = {name: replace(right, **{name: getattr(one, name)}) for name in KEPT}
    return next((name for name in KEPT if no in persons.refusals(alone[name], book)), "")


def _reference(text: str) -> tuple[Refusal | None, ...]:
    """What stands against the reference of a note, where one is given."""
    if not text:
        return ()
    return (refusals.printable(text, refusals.LONGEST_REFERENCE) or refusals.a_reference(text),)


def _delegation(text: str, reading: _Reading) -> tuple[str, list[Wrong]]:
    """The code of the delegation of a row; empty when it may not be written."""
    if not text and reading.own:
        return reading.own, []
    code = reading.named.get(labels.key(text))
    if reading.own and code != reading.own:
        # Whether the other exists is not said.
        return "", [Wrong(NOT_YOURS, column=DELEGATION)]
    if code is None:
        return "", [Wrong(NO_DELEGATION, {"value": text[:60] or "–"}, DELEGATION)]
    if code not in reading.companies:
        return "", [Wrong(NOT_OPENED, {"delegation": code}, DELEGATION)]
    company = reading.companies[code]
    if not reading.own and company.party not in {"", reading.serves}:
        return "", [Wrong(OF_THE_OTHER_PARTY, {"delegation": code}, DELEGATION)]
    struck = company.struck
    if struck is None:
        return code, []
    return "", [Wrong(struck.said.message, struck.said.facts, DELEGATION)]


def _only_on_request(rows: Sequence[Row], companies: Mapping[str, DelegationView]) -> None:
    """A row for a delegation that asked nobody to write is wrong, unless the table says how."""
    asked = {row.code for row in rows if row.request}
    for row in rows:
        company = companies.get(row.code)
        if company is None or company.row is None or company.row.request or row.code in asked:
            continue
        facts = {"delegation": row.code, "column": labels.COLUMNS[REQUEST]}
        row.errors.append(Wrong(NOT_ASKED, facts, REQUEST))


def _person(given: Mapping[str, str], reading: _Reading) -> tuple[Person, list[Refusal]]:
    def coded(column: str, known: Mapping[str, str], default: str = "") -> str:
        text = given.get(column, "")
        return known.get(labels.key(text), text) if text else default

    function = {
        language: given[f"function_{language}"]
        for language in reading.book.languages
        if given.get(f"function_{language}")
    }
    if given.get("function"):
        function.setdefault(reading.language, given["function"])
    one = Person(
        name=given.get("name", ""),
        title=given.get("title", ""),
        function=function,
        rank=coded("rank", reading.ranks),
        capacity=coded("capacity", labels.capacities(), ADVISER),
        mode=coded("mode", labels.modes(), PHYSICAL),
        email=given.get("email", ""),
        language=coded("language", labels.languages()),
    )
    return one, [no for no in persons.refusals(one, reading.book) if no is not None]


def _find_again(rows: Sequence[Row], companies: Mapping[str, DelegationView]) -> None:
    """Tie each row to whoever is meant by it, and say what it does."""
    by_email: dict[tuple[str, str], Participant] = {}
    by_name: dict[tuple[str, str], list[Participant]] = {}
    for code in {row.code for row in rows if row.code}:
        for one in companies[code].people:
            if one.email:
                by_email[code, one.email.lower()] = one
            by_name.setdefault((code, persons.name_key(one.name)), []).append(one)
    taken: dict[object, int] = {}
    for row in rows:
        if not row.code or row.errors:
            continue
        email = row.person.email.lower()
        same = by_name.get((row.code, persons.name_key(row.person.name)), [])
        row.there = by_email.get((row.code, email)) if email else None
        if row.there is None:
            same = [one for one in same if not (email and one.email)]
            if len(same) > 1:
                row.errors.append(Wrong(TWO_OF_A_NAME, column="email"))
                continue
            row.there = same[0] if same else None
        known = row.there.pk if row.there else (row.code, email or _key(row))
        if known in taken:
            row.errors.append(Wrong(IN_TWICE, {"number": taken[known]}, "name"))
            continue
        taken[known] = row.number
        _compare(row)


def _key(row: Row) -> str:
    return persons.name_key(row.person.name)


def _compare(row: Row) -> None:
    if row.there is None:
        row.does = ADDED
        return
    before = persons.of_row(row.there)
    # A function that the table gives in one language does not take away the others.
    row.person = replace(row.person, function={**before.function, **row.person.function})
    row.fields = tuple(n for n in KEPT if getattr(before, n) != getattr(row.person, n))
    row.does = CHANGED if row.fields else SAME


def _one_head(rows: Sequence[Row], companies: Mapping[str, DelegationView]) -> None:
    """A delegation with two heads after the table is wrong in the row that brings the second."""
    again = {row.there.pk: row for row in rows if row.there}
    leads: dict[str, bool] = {}
    for row in rows:
        if not row.code or row.errors:
            continue
        if row.code not in leads:
            head = companies[row.code].head
            leads[row.code] = head is not None and head.pk not in again
        if row.person.capacity != HEAD:
            continue
        if leads[row.code]:
            row.errors.append(Wrong(ANOTHER_HEAD, {"delegation": row.code}, "capacity"))
        leads[row.code] = True


__all__ = ["ADDED", "CHANGED", "SAME", "Plan", "Refused", "Row", "plan"]

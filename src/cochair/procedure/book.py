"""A procedure file, read and checked: clauses, configurations, options, timetable.

This module holds the shape; `reading` makes it from text and names every fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cochair.procedure.clause import Clause, Words

PRACTICE = "practice"
"""What is cited where the procedures of a forum have no clause on a matter."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place by code, never by a city's name in one language."""

    code: str
    city: Words
    country: str
    zone: str


@dataclass(frozen=True, slots=True)
class Member:
    """A State of a Party, where the procedure file itself names the members."""

    code: str
    name: Words
    zone: str


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """A Party: its presidency model and the zone of its seat."""

    code: str
    name: Words
    short: Words
    model: str
    presidency: Words
    seat_zone: str
    tone: str = ""
    members: tuple[Member, ...] = ()
    bodies: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """An institution, agency list, presidency or incoming presidency."""

    code: str
    label: Words
    side: str
    kind: str
    catalogue: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """A task of a configuration, as a tag of agenda items, with its clauses."""

    tag: str
    label: Words
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Configuration:
    """One kind of meeting of the forum."""

    code: str
    title: Words
    short: Words
    slug: str
    semester: int | None
    parties: tuple[str, ...]
    groups: tuple[str, ...]
    also_invited: tuple[str, ...]
    accepted_functions: tuple[str, ...]
    replacement_functions: tuple[str, ...]
    functions: tuple[Function, ...]
    months: int | None = None
    order: int = 0
    tolerance_days: int | None = None
    section: str = ""
    co_chairs: tuple[str, ...] = ()
    formats: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    venue: tuple[str, ...] = ()
    observers: bool = False
    series: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The shape of a cycle: months, semesters, and what is held in which semester."""

    months: int
    semesters: int
    first_start: date | None
    slots: tuple[tuple[int, str], ...]
    semester_basis: str = "calendar_half_year"


@dataclass(frozen=True, slots=True)
class Option:
    """A configurable choice, the values it may take, and the reading it belongs to."""

    key: str
    value: object
    allowed: object
    label: Words
    ambiguity: str | None
    value_labels: Mapping[str, Words] = field(default_factory=dict)
    affects: tuple[str, ...] = ()
    changes_results: bool = True


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A passage with several readings, and the one taken by default."""

    id: str
    title: Words
    readings: Mapping[str, tuple[str, ...]]
    default: Words
    why: Words
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimetableEntry:
    """A practice date: an anchor and an offset in days, who acts and for whom.

    `owner` is the code of who owes it and `shown_by` of the fact that shows it done, for the
    software; `actor` and `recipients` say the same to a reader.  `option` is the key of the option
    that gives the days, where one does; `offset_days` is then its value in the file.
    """

    id: str
    event: Words
    anchor: str
    offset_days: int
    phase: str
    actor: Words
    recipients: Words
    basis: str
    note: Words = field(default_factory=dict)
    owner: str = "all"
    shown_by: str = ""
    option: str = ""


@dataclass(frozen=True, slots=True)
class Preference:
    """One step of the order in which plans are compared, by its code, and its words."""

    by: str
    label: Words


@dataclass(frozen=True, slots=True)
class PlannerRules:
    """How plans of a cycle are compared: practice, and never a duty.

    `order` is from the weightiest step on, `travel_gap_days` the whole days between two meetings,
    `meeting_days` how many civil days a meeting lasts, by configuration.
    """

    order: tuple[Preference, ...]
    travel_gap_days: int
    meeting_days: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Book:
    """One version of a forum's procedures."""

    forum: str
    title: Words
    short_title: Words
    about: Words
    version: str
    effective_from: date
    adopted: Mapping[str, object]
    source: Mapping[str, object]
    zone: str
    languages: tuple[str, ...]
    rolls: Mapping[str, str]
    holidays: frozenset[date]
    parties: tuple[PartyEntry, ...]
    groups: Mapping[str, Group]
    places: Mapping[str, Place]
    pattern: Pattern | None
    configurations: Mapping[str, Configuration]
    clauses: tuple[Clause, ...]
    options: Mapping[str, Option]
    ambiguities: Mapping[str, Ambiguity]
    timetable: tuple[TimetableEntry, ...]
    gaps: tuple[tuple[str, Words], ...] = ()
    taxonomy: tuple[tuple[str, Words], ...] = ()
    context: tuple[Words, ...] = ()
    decision: Mapping[str, object] = field(default_factory=dict)
    silence: Mapping[str, object] | None = None
    ranks: Mapping[str, Words] = field(default_factory=dict)
    planner: PlannerRules | None = None
    series: str = ""
    digest: str = ""
    by_id: Mapping[str, Clause] = field(default_factory=dict)
    # The languages of the words of its file; `languages` are those of its papers.
    written: tuple[str, ...] = ()

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id; KeyError when there is none."""
        return self.by_id[clause_id]

    def clauses_for(
        self, check: str, configuration: str = "", /, **args: object
    ) -> tuple[Clause, ...]:
        """The clauses that a check decides, of a configuration and with these arguments if named.

        Each forum says in its file which clause a check decides: the software asks by the check.
        """
        return tuple(
            clause
            for clause in self.clauses
            if clause.check.fn == check
            and (not configuration or configuration in clause.configurations)
            and all(clause.check.args.get(name) == value for name, value in args.items())
        )

    def clause_for(self, check: str, configuration: str = "", /, **args: object) -> str:
        """The id of the first clause that a check decides; `practice` where the forum has none."""
        return next(
            (clause.id for clause in self.clauses_for(check, configuration, **args)), PRACTICE
        )

    @property
    def has_slots(self) -> bool:
        """Whether meetings have places in a cycle; else they keep intervals of their own."""
        return self.pattern is not None and bool(self.pattern.slots)

    def party(self, code: str) -> PartyEntry:
        """The Party with this code; KeyError when there is none."""
        return {party.code: party for party in self.parties}[code]

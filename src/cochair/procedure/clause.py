"""A clause of the procedures: our words, its citation, severity and the check that decides it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

type Words = Mapping[str, str]
"""The same words in each interface language, by language code."""


class Severity(StrEnum):
    """How strongly the text speaks, and so what a missing fact means (domain.md A.2)."""

    HARD = "hard"
    REQUIRED = "required"
    EXPECTED = "expected"
    PREFERRED = "preferred"
    PERMISSION = "permission"
    INFORMATIVE = "informative"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where the clause stands in the source: lines, part, section, heading and item.

    `fingerprint` recognises the paragraph without holding its words (see `source.py`).
    """

    lines: tuple[int, ...]
    part: str
    section: str
    heading: str
    item: str
    place: Words
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class CheckShape:
    """What a predicate accepts: its arguments by name, and the scopes it can be asked at.

    An argument's type is written as one word: `text`, `integer`, `number` (whole or not),
    `share` (`2/3`, or a decimal up to 1), `boolean`, `date`; `party`, `group`, `place`, `venue`
    (a place, or `host:` and a Party), `configuration`, `semester`, `function` (a tag of the
    clause's configurations), `taxonomy`, `language`, which must exist in the same file;
    `anything`; or a choice, `invitation|opening`. `[]` after it means a list of them, and a
    last `?` that it may be absent: `configuration[]`, `in_person|hybrid[]`, `date?`. Any
    argument may instead be `{option: key}`, and the option's value must then have the type.

    `reads` holds the keys of options that the predicate looks up by itself; a `*` stands for
    one part of a key (`format.*.hybrid`).
    """

    args: Mapping[str, str]
    scopes: frozenset[str]
    reads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Check:
    """The predicate that decides a clause, with its arguments and the instant it is due.

    `due` follows the grammar of domain.md C.12 with `first_of(...)`; `due_basis` is `rule`
    where the source itself gives the time and `practice` where a default decides.
    """

    fn: str
    scope: str
    due: str | None
    due_basis: str | None
    args: Mapping[str, object]
    basis: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One atomic rule."""

    id: str
    citation: Citation
    text: Words
    asks: Words
    remedy: Words
    word: Words
    cls: str
    severity: Severity
    configurations: tuple[str, ...]
    responsible: Mapping[str, tuple[str, ...]]
    parties: tuple[str, ...]
    check: Check
    judged_by_people: Words | None
    ambiguities: tuple[str, ...]

    @property
    def is_hard(self) -> bool:
        """Whether no departure from this clause is possible."""
        return self.severity is Severity.HARD

    @property
    def is_permission(self) -> bool:
        """Whether the clause only allows, and so matters only when it is used."""
        return self.severity is Severity.PERMISSION

"""How the page of a joint act shows what it binds: as facts, as a text, as an agenda or as a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cochair.procedure.refusal import Sentence


class Shape(StrEnum):
    """The shape of what an act binds."""

    FACTS = "facts"
    TEXT = "text"
    AGENDA = "agenda"
    LIST = "list"


class Whole(tuple[object, ...]):
    """What a list says of one thing, in several sentences: it stands by itself under its label, also
    beside another of the same label, and its sentences are neither counted nor folded."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An item of an agenda as both sign it.

    `title` holds a text for each language; `purpose` and `papers` are words, `more` has lines with labels;
    `is_changed` says that the version published before said it otherwise, or had it elsewhere.
    """

    number: int
    title: Mapping[str, str]
    purpose: object
    papers: tuple[object, ...]
    minutes: int | None
    more: tuple[tuple[str | Mapping[str, str], object], ...] = ()
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Follow:
    """What an act leads to: when (a day, an instant, or an English msgid) and what."""

    when: date | datetime | str
    what: Sentence

"""Differences between two versions in words: part by part, each property before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from django.utils.translation import gettext as __

from cochair.formats.wording import Run
from cochair.formats.wording import words as runs_of
from cochair.procedure.book import Book, Option
from cochair.procedure.clause import Words
from cochair.procedure.differences import Changed, Difference, Fate, differences
from cochair.procedure.refusal import _
from cochair.web import code_labels, formats
from cochair.web.localize import translated

# Nouns: what they stand behind is masculine or feminine.
FATES = {
    Fate.ADDED: _("addition"),
    Fate.REMOVED: _("deletion"),
    Fate.CHANGED: _("modification"),
}
TONES = {Fate.ADDED: "good", Fate.REMOVED: "bad", Fate.CHANGED: "warn"}
PARTS = {
    "clauses": _("Clause {key}"),
    "options": _("Option {key}"),
    "ambiguities": _("Interpretation {key}"),
    "timetable": _("Practice date {key}"),
    "configurations": _("Type of meeting {key}"),
    "groups": _("Group {key}"),
    "places": _("Place {key}"),
    "gaps": _("Open question {key}"),
    "taxonomy": _("Area {key}"),
    "ranks": _("Rank {key}"),
    "holidays": _("Holidays"),
    "rolls": _("Dates that fall on non-working days"),
    "silence": _("Silence procedure"),
    "decision": _("How decisions are taken"),
    "planner": _("How plans are compared"),
    "context": _("Background text, not a clause"),
    "source": _("Source"),
}
PROPERTIES = {
    "text": _("Text"),
    "asks": _("Requirement"),
    "remedy": _("What would help"),
    "word": _("Verb of the clause"),
    "cls": _("Class"),
    "severity": _("Severity"),
    "configurations": _("Types of meeting"),
    "responsible": _("Responsible"),
    "check.fn": _("Check"),
    "check.scope": _("Applied to"),
    "check.due": _("Due"),
    "check.due_basis": _("Deadline set by a rule or by practice"),
    "check.args": _("Parameters of the check"),
    "judged_by_people": _("Assessed by people"),
    "ambiguities": _("Interpretations"),
    "value": _("Value"),
    "allowed": _("Allowed values"),
    "label": _("Name"),
    "title": _("Title"),
    "order": _("Order"),
    "ambiguity": _("Interpretation"),
    "value_labels": _("Names of the values"),
    "affects": _("Clauses concerned"),
    "changes_results": _("Changes results"),
}


type Labels = Mapping[str, Words]
NO_LABELS: Labels = {}


@dataclass(frozen=True, slots=True)
class Line:
    """One property before and after; `language` is empty where it is the same in every language."""

    what: str
    language: str
    before: str
    after: str

    @property
    def runs(self) -> tuple[Run, ...]:
        """Word by word: what stayed, went and came."""
        return runs_of(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry that differs, with its name and what became of it in words.

    `asks` is the question that an option answers; empty for every other part.
    """

    part: str
    key: str
    name: str
    asks: str
    fate_word: str
    tone: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries came, went and changed."""

    added: int
    removed: int
    changed: int


def differences_shown(older: Book, newer: Book, language: str) -> tuple[Shown, ...]:
    """Everything in which two versions differ, in the words of a language."""
    languages = tuple(dict.fromkeys([*newer.languages, *older.languages]))
    options = {**older.options, **newer.options}
    return tuple(_shown(one, options, languages, language) for one in differences(older, newer))


def counts(older: Book, newer: Book) -> Counts:
    """How many entries differ, by what became of them."""
    fates = [one.fate for one in differences(older, newer)]
    return Counts(*(fates.count(fate) for fate in (Fate.ADDED, Fate.REMOVED, Fate.CHANGED)))


def _shown(
    found: Difference, options: Mapping[str, Option], languages: tuple[str, ...], language: str
) -> Shown:
    named = PARTS.get(found.part)
    option = options[found.key] if found.part == "options" and found.key in options else None
    labels = option.value_labels if option else {}
    name = __(named).format(key=found.key).strip() if named else found.part
    return Shown(
        part=found.part,
        key=found.key,
        name=name,
        asks=str(translated(option.label, language)) if option else "",
        fate_word=__(FATES[found.fate]),
        tone=TONES[found.fate],
        lines=tuple(
            line for one in found.changed for line in _lines(one, languages, language, labels)
        ),
    )


def _lines(
    one: Changed, languages: tuple[str, ...], language: str, labels: Labels
) -> Iterator[Line]:
    what = __(PROPERTIES.get(one.name, one.name))
    if any(_is_words(value, languages) for value in (one.before, one.after)):
        for code in languages:
            before, after = _in(one.before, code), _in(one.after, code)
            if before != after:
                yield Line(what, code, before, after)
        return
    before, after = (said(value, languages, language, labels) for value in (one.before, one.after))
    if before != after:
        yield Line(what, "", before, after)


def said(
    value: object, languages: tuple[str, ...], language: str, labels: Labels = NO_LABELS
) -> str:
    """A value of the procedures as one line of text; nothing for what is absent.

    `labels` are the words of an option for its values, by their codes.
    """
    if _is_words(value, languages):
        return str(translated(value, language))
    match value:
        case None:
            return ""
        case bool():
            return __("yes") if value else __("no")
        case date():
            return formats.long_day(value, language)
        case Mapping():
            parts = (
                f"{_code(str(key), language, labels)}: {said(one, languages, language, labels)}"
                for key, one in value.items()
            )
            return "; ".join(parts)
        case list() | tuple() | set() | frozenset():
            listed = [said(one, languages, language, labels) for one in value]
            return ", ".join(sorted(listed) if isinstance(value, set | frozenset) else listed)
        case str():
            return _code(value, language, labels)
    if is_dataclass(value) and not isinstance(value, type):
        named = {spec.name: getattr(value, spec.name) for spec in fields(value)}
        return said(named, languages, language, labels)
    return str(value)


def _code(value: str, language: str, labels: Labels) -> str:
    if value in labels:
        return str(translated(labels[value], language))
    return __(code_labels.WORDS[value]) if value in code_labels.WORDS else value


def _is_words(value: object, languages: tuple[str, ...]) -> bool:
    return isinstance(value, Mapping) and bool(value) and set(value) <= set(languages)


def _in(value: object, language: str) -> str:
    if not isinstance(value, Mapping):
        return ""
    found = value.get(language, "")
    return "; ".join(map(str, found)) if isinstance(found, tuple | list) else str(found)

"""Differences between two versions in words: part by part, each property before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

from django.utils.translation import gettext as __

from cochair.features.review import codes
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
    "parties": _("Party {key}"),
    "forum": _("Forum"),
    "title": _("Title"),
    "short_title": _("Short title"),
    "about": _("About the forum"),
    "languages": _("Languages"),
    "zone": _("Time zone"),
    "written": _("Languages of the procedures"),
    "pattern": _("Pattern of a cycle"),
    "series": _("Series of documents"),
}
PROPERTIES = {
    # What a part has that is one thing.
    **{part: said for part, said in PARTS.items() if "{key}" not in said},
    "text": _("Text"),
    "asks": _("Requirement"),
    "remedy": _("What would help"),
    "word": _("Deciding words"),
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
    "id": _("Identifier"),
    "code": _("Code"),
    "key": _("Identifier"),
    "slug": _("Name in addresses"),
    "name": _("Name"),
    "short": _("Short name"),
    "parties": _("Parties"),
    "citation.place": _("Place in the source"),
    "citation.part": _("Part of the source"),
    "citation.section": _("Section of the source"),
    "citation.heading": _("Heading in the source"),
    "citation.item": _("Item in the source"),
    "citation.lines": _("Lines of the source"),
    "citation.fingerprint": _("Fingerprint of the passage"),
    "check.basis": _("How it is assessed"),
    "default": _("Interpretation applied"),
    "readings": _("Possible interpretations"),
    "options": _("Options concerned"),
    "why": _("Reason"),
    "accepted_functions": _("Ranks of the required level"),
    "replacement_functions": _("Ranks that may replace them"),
    "also_invited": _("Also invited"),
    "groups": _("Groups invited"),
    "co_chairs": _("Co-chairs"),
    "formats": _("Formats"),
    "functions": _("Functions"),
    "months": _("Months between two meetings"),
    "tolerance_days": _("Days of tolerance"),
    "observers": _("Observers admitted"),
    "section": _("Section of the procedures"),
    "semester": _("Semester of the cycle"),
    "venue": _("Places"),
    "city": _("City"),
    "country": _("Country"),
    "side": _("Party"),
    "kind": _("Type"),
    "catalogue": _("Organisations"),
    "model": _("How the presidency changes"),
    "presidency": _("Name of the presidency"),
    "members": _("Members"),
    "bodies": _("Bodies"),
    "seat_zone": _("Time zone of the seat"),
    "tone": _("Colour"),
    "event": _("Event"),
    "anchor": _("Counted from"),
    "offset_days": _("Days after it, negative before it"),
    "option": _("Option"),
    "phase": _("Phase"),
    "actor": _("Who acts"),
    "owner": _("Responsible"),
    "recipients": _("Recipients"),
    "basis": _("Rule or practice"),
    "note": _("Note"),
    "shown_by": _("Evidence"),
}
# What a code says as the value of one property, where elsewhere it may say another thing.
VALUES: Mapping[str, Mapping[str, str]] = {
    "cls": {
        "shall": _("obligation"),
        "should": _("recommendation"),
        "preferably": _("preference"),
        "may": _("permission"),
        "context": _("background"),
    },
    "severity": {
        "hard": _("strict"),
        "required": _("required"),
        "expected": _("expected"),
        "preferred": _("preferred"),
        "permission": _("optional"),
        "informative": _("for information"),
    },
    "check.scope": {
        "forum": _("forum"),
        "cycle": _("cycle"),
        "slot": _("planned meeting"),
        "meeting": _("meeting"),
        "instrument": _("instrument"),
        "document": _("document"),
        "decision": _("decision"),
    },
    "check.fn": codes.CHECKS,
    "check.basis": {
        "automatic": _("from recorded facts"),
        "mixed": _("from recorded facts, and by people"),
    },
    "phase": {
        "pre_meeting": _("before the meeting"),
        "post_meeting": _("after the meeting"),
    },
    "owner": {
        "co_presidencies": _("co-presidencies"),
        "co_chairs": _("co-chairs"),
        "delegations": _("delegations"),
        "members": _("members"),
        "institutions": _("institutions"),
        "originator": _("originator of the document"),
        "all": _("everyone"),
    },
}
# Names of entries are codes of their own: they are shown as they are.
CODES = frozenset({"id", "code", "key", "slug", "series", "country", "tone"})
DUES = frozenset({"check.due", "anchor"})


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
    options, names = {**older.options, **newer.options}, {**_names(older), **_names(newer)}
    return tuple(
        _shown(one, options, names, languages, language) for one in differences(older, newer)
    )


def _names(book: Book) -> Labels:
    """What a version calls its types of meeting, Parties, groups, ranks, places and functions, by
    their codes."""
    return {
        **{tag.tag: tag.label for one in book.configurations.values() for tag in one.functions},
        **book.ranks,
        **{code: one.city for code, one in book.places.items()},
        **{code: one.label for code, one in book.groups.items()},
        **{one.code: one.short for one in book.parties},
        **{code: one.title for code, one in book.configurations.items()},
    }


def counts(older: Book, newer: Book) -> Counts:
    """How many entries differ, by what became of them."""
    fates = [one.fate for one in differences(older, newer)]
    return Counts(*(fates.count(fate) for fate in (Fate.ADDED, Fate.REMOVED, Fate.CHANGED)))


def _shown(
    found: Difference,
    options: Mapping[str, Option],
    names: Labels,
    languages: tuple[str, ...],
    language: str,
) -> Shown:
    named = PARTS.get(found.part)
    option = options[found.key] if found.part == "options" and found.key in options else None
    labels = {**names, **option.value_labels} if option else names
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
    before, after = (
        _value(one.name, value, languages, language, labels) for value in (one.before, one.after)
    )
    if before != after:
        yield Line(what, "", before, after)


def _value(
    name: str, value: object, languages: tuple[str, ...], language: str, labels: Labels
) -> str:
    """The value of a property as text: a code by what it says there, or as it is where it names."""
    if isinstance(value, str):
        if name in CODES:
            return value
        if value in VALUES.get(name, {}):
            return __(VALUES[name][value])
        if name in DUES:
            return codes.due_in_words(value, labels)
    return said(value, languages, language, labels)


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
                f"{_key(str(key), language, labels)}: {said(one, languages, language, labels)}"
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


def _key(value: str, language: str, labels: Labels) -> str:
    """What a value inside another is called: a property of its own, else whatever its code says."""
    known = PROPERTIES.get(value) or codes.ARGUMENTS.get(value)
    return __(known) if known and value not in labels else _code(value, language, labels)


def _code(value: str, language: str, labels: Labels) -> str:
    if value in labels:
        return str(translated(labels[value], language))
    said = codes.value_in_words(value, labels)
    return said or (__(code_labels.WORDS[value]) if value in code_labels.WORDS else value)


def _is_words(value: object, languages: tuple[str, ...]) -> bool:
    return isinstance(value, Mapping) and bool(value) and set(value) <= set(languages)


def _in(value: object, language: str) -> str:
    if not isinstance(value, Mapping):
        return ""
    found = value.get(language, "")
    return "; ".join(map(str, found)) if isinstance(found, tuple | list) else str(found)

"""Read the values of one mapping by name, and note a fault for each that is not as it must be.

Every method gives a value that can be gone on with, so that one reading finds every fault.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from cochair.procedure.calendar import FIRST_DAY, LAST_DAY
from cochair.procedure.clause import Words
from cochair.procedure.reading.fault import Fault
from cochair.procedure.reading.tree import Node, plain
from cochair.procedure.refusal import Sentence, _

WORD = re.compile(r"[a-z][a-z0-9_]*")
CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(slots=True)
class Findings:
    """The faults found so far, the languages of the interface, and the rule being read."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    # In which other languages the words are shown: those of the first, marked with its code.
    shown: tuple[str, ...] = ()
    clause: str | None = None

    def note(self, node: Node, message: str, /, **facts: object) -> None:
        """Note a fault at a value."""
        self.say(node, Sentence(message, facts))

    def lacking(self, found: Collection[str]) -> list[tuple[str, str]]:
        """The languages that words are shown in and not written in, each with the first of those."""
        first = next(iter(found), "")
        return [(code, first) for code in self.shown if first and code not in found]

    def say(self, node: Node, sentence: Sentence) -> None:
        """Note a fault at a value, in a sentence that is there already."""
        self.faults.append(Fault(self.file, node.line, sentence, node.path, self.clause))


class Block:
    """One mapping of the file. `done` refuses the names that nobody asked for."""

    def __init__(self, node: Node, findings: Findings) -> None:
        self.node = node
        self.findings = findings
        self.sound = isinstance(node.value, dict)
        self._values = node.value if isinstance(node.value, dict) else {}
        self._asked: set[str] = set()
        if not self.sound:
            findings.note(node, _("Expected here: names, each followed by a colon and its value."))

    def note(self, message: str, /, **facts: object) -> None:
        """Note a fault at the mapping itself."""
        self.findings.note(self.node, message, **facts)

    def names(self) -> tuple[str, ...]:
        """The names in the mapping, in their order."""
        return tuple(self._values)

    def raw(self, name: str, *, needed: bool = True) -> Node | None:
        """The value as it stands; None when it is absent or null, a fault if it is needed."""
        self._asked.add(name)
        node = self._values.get(name)
        if node is not None and node.value is not None:
            return node
        if needed and node is not None:
            self.findings.note(node, _("A value is missing."))
        elif needed and self.sound:
            self.note(_("“{name}” is missing."), name=name)
        return None

    def peek(self, name: str) -> Node | None:
        """The value as it stands, without having asked for it."""
        return self._values.get(name)

    def at(self, name: str) -> Node:
        """Where a fault about a value belongs: the value, or else the mapping."""
        return self._values.get(name, self.node)

    def done(self) -> None:
        """Refuse every name that was not asked for."""
        for name, node in self._values.items():
            if name not in self._asked:
                self.findings.note(node, _("There is no entry “{name}” here."), name=name)

    # Single values

    def text(self, name: str, *, needed: bool = True, form: re.Pattern[str] | None = None) -> str:
        """A text of the form given; `""` when there is none, or a blank one and none is needed."""
        node = self.raw(name, needed=needed)
        return self._text(node, form, needed) if node else ""

    def label(self, name: str, *, needed: bool = True) -> str:
        """A short text that may be written as a whole number: `section: 2`."""
        node = self.raw(name, needed=needed)
        if node and isinstance(node.value, int) and not isinstance(node.value, bool):
            return str(node.value)
        return self._text(node, None, needed) if node else ""

    def choice(self, name: str, of: Collection[str], *, needed: bool = True) -> str:
        """One of several words; `""` when there is none or it is another."""
        word = self.text(name, needed=needed)
        if word and word not in of:
            self.unknown(self.at(name), word, of)
            return ""
        return word

    def whole(self, name: str, least: int, most: int, *, needed: bool = True) -> int | None:
        """A whole number between two, both included."""
        node = self.raw(name, needed=needed)
        return self.whole_of(node, least, most) if node else None

    def flag(self, name: str, *, needed: bool = True) -> bool | None:
        """True or false."""
        node = self.raw(name, needed=needed)
        if node is None or isinstance(node.value, bool):
            return None if node is None else bool(node.value)
        self.findings.note(node, _("The value must be true or false."))
        return None

    def day(self, name: str, *, needed: bool = True) -> date | None:
        """A civil day of the calendar, written YYYY-MM-DD."""
        node = self.raw(name, needed=needed)
        return a_day(node, self.findings) if node else None

    def zone(self, name: str) -> str:
        """An IANA zone that is known here; `""` when it is not."""
        zone = self.text(name)
        if zone and not zone_is_known(zone):
            self.findings.note(self.at(name), _("There is no time zone “{zone}”."), zone=zone)
            return ""
        return zone

    def words(self, name: str, *, needed: bool = True) -> Words:
        """The same words in every language of the interface."""
        node = self.raw(name, needed=needed)
        return self.words_of(node) if node else {}

    # Several values

    def texts(
        self, name: str, *, needed: bool = True, of: Collection[str] | None = None
    ) -> tuple[str, ...]:
        """A list of texts, none twice, each one of those that are known."""
        found: dict[str, None] = {}
        for node in self.items(name, needed=needed):
            word = self._text(node, None)
            if word in found:
                self.findings.note(node, _("“{word}” appears twice here."), word=word)
            elif word and of is not None and word not in of:
                self.unknown(node, word, of)
            elif word:
                found[word] = None
        return tuple(found)

    def wholes(self, name: str, least: int, most: int) -> tuple[int, ...]:
        """A list of whole numbers between two, both included."""
        found = (self.whole_of(node, least, most) for node in self.items(name))
        return tuple(number for number in found if number is not None)

    def texts_by_language(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """A list of texts in every language of the interface, of the same length in each."""
        block = self.block(name)
        if block is None:
            return {}
        found = {
            language: tuple(block._text(node, None) for node in block.items(language))
            for language in self.findings.languages
        }
        block.done()
        if len({len(texts) for texts in found.values()}) > 1:
            block.note(_("The lists do not have the same length in every language."))
        for language, first in self.findings.lacking(found):
            found[language] = tuple(marked(words, first) for words in found[first])
        return found

    def block(self, name: str, *, needed: bool = True) -> "Block | None":
        """A mapping; None when there is none."""
        node = self.raw(name, needed=needed)
        block = Block(node, self.findings) if node else None
        return block if block and block.sound else None

    def blocks(self, name: str, *, needed: bool = True) -> "Iterator[Block]":
        """A list of mappings."""
        for node in self.items(name, needed=needed):
            block = Block(node, self.findings)
            if block.sound:
                yield block

    def items(self, name: str, *, needed: bool = True) -> tuple[Node, ...]:
        """A list of anything."""
        node = self.raw(name, needed=needed)
        if node is None:
            return ()
        if isinstance(node.value, list):
            return tuple(node.value)
        self.findings.note(node, _("A list is expected here."))
        return ()

    def plain(self, name: str, *, needed: bool = True) -> object:
        """Whatever stands there, without lines."""
        node = self.raw(name, needed=needed)
        return plain(node) if node else None

    # Shared

    def unknown(self, node: Node, word: str, of: Collection[str]) -> None:
        """Note that a word is none of those that are known."""
        self.findings.note(
            node,
            _("“{word}” is not known here; possible values: {known}."),
            word=word,
            known=tuple(of) if isinstance(of, tuple | list | Mapping) else tuple(sorted(of)),
        )

    def once(self, code: str, seen: Collection[str], name: str = "code") -> bool:
        """Whether a code is there and new among those seen; a fault when it is there again."""
        if code and code in seen:
            self.findings.note(self.at(name), _("“{word}” appears twice here."), word=code)
        return bool(code) and code not in seen

    def _text(self, node: Node, form: re.Pattern[str] | None, needed: bool = True) -> str:
        if isinstance(node.value, list | dict):
            self.findings.note(node, _("The value must be a text."))
        elif not isinstance(node.value, str):
            self.findings.note(node, _("The value must be a text. Put it in quotation marks."))
        elif not node.value.strip():
            if needed:
                self.findings.note(node, _("The text is empty."))
        elif form is not None and not form.fullmatch(node.value):
            self.findings.note(
                node,
                _("“{word}” does not have the form {form}."),
                word=node.value,
                form=form.pattern,
            )
        else:
            return node.value.strip()
        return ""

    def whole_of(self, node: Node, least: int, most: int) -> int | None:
        """The whole number that a value is, between two, both included."""
        number = node.value
        if isinstance(number, bool) or not isinstance(number, int):
            self.findings.note(node, _("The value must be a whole number."))
        elif not least <= number <= most:
            self.findings.note(
                node, _("The number must be between {least} and {most}."), least=least, most=most
            )
        else:
            return number
        return None

    def words_of(self, node: Node) -> Words:
        """The words that stand at a value, in every language of the interface."""
        block = Block(node, self.findings)
        found = {language: block.text(language) for language in self.findings.languages}
        block.done()
        for language, first in self.findings.lacking(found):
            found[language] = marked(found[first], first)
        return found


def marked(words: str, language: str) -> str:
    """Words that stand in the place of another language: their own is named before them."""
    return f"[{language.upper()}] {words}" if words else words


def a_day(node: Node, findings: Findings) -> date | None:
    """The civil day that a value is, or None and a fault."""
    day: date | None = None
    if isinstance(node.value, str) and DAY.fullmatch(node.value):
        with suppress(ValueError):
            day = date.fromisoformat(node.value)
    if day is None:
        findings.note(node, _("The value must be a date, written YYYY-MM-DD."))
    elif not FIRST_DAY <= day <= LAST_DAY:
        findings.note(
            node,
            _("The date must be between {first} and {last}."),
            first=FIRST_DAY,
            last=LAST_DAY,
        )
        return None
    return day


def zone_is_known(zone: str) -> bool:
    """Whether a zone of that name can be found."""
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        return False
    return True


def by_code[T](
    blocks: Iterator[Block], make: Callable[[Block], T], *, name: str = "code"
) -> dict[str, T]:
    """Things by their code, each code once, in the order of the file.

    `make` reads the code like everything else, and so says what is wrong with it.
    """
    found: dict[str, T] = {}
    for block in blocks:
        thing = make(block)
        code = block.peek(name)
        if code and isinstance(code.value, str) and block.once(code.value, found, name):
            found[code.value] = thing
    return found

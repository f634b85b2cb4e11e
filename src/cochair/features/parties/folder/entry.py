"""One row of a forum file, read key by key. Every fault is noted with its line."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.conf import settings

from cochair.procedure.calendar import outside_calendar, parse_zoned, zone_named
from cochair.procedure.reading import Fault
from cochair.procedure.reading.block import marked
from cochair.procedure.reading.tree import Node
from cochair.procedure.refusal import Refused, render

DAY_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NAME_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
COUNTRY_SHAPE = re.compile(r"[A-Z]{2}")
ADDRESS_SHAPE = re.compile(r"https?://[^\s<>\"]+")

CONFIDENCES = frozenset(
    {"confirmed", "single-source", "derived", "inferred", "disputed", "uncited", "unknown"}
)
LARGEST_WHOLE = 30_000
SHOWN_IN = tuple(code for code, _name in settings.LANGUAGES)


class Entry:
    """A mapping of a file.  Each method reads one key; `done` refuses what nobody read.

    A method that finds something wrong notes a fault and returns the empty value of its
    kind, so that one reading names everything that is wrong.
    """

    def __init__(
        self, node: Node, file: str, faults: list[Fault], languages: Sequence[str] | None = None
    ) -> None:
        assert isinstance(node.value, dict)
        self._languages = tuple(languages or SHOWN_IN)
        self.file = file
        self.line = node.line
        self._node = node
        self._values = node.value
        self._faults = faults
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        """Whether the key is there and holds something other than null."""
        return key in self._values and self._values[key].value is not None

    def names(self) -> tuple[str, ...]:
        """The names in the order of the file."""
        return tuple(self._values)

    def holds_one_value(self, key: str) -> bool:
        """Whether the key holds a single value, not a list or names of its own."""
        return key in self and not isinstance(self._values[key].value, list | dict)

    def refuse(self, key: str, message: str) -> None:
        """Note a fault at the value of a key, or at the entry when it is not there."""
        self._note(self._values.get(key, self._node), message)

    def done(self) -> None:
        """Refuse every name that nobody read: it is misspelt, or this software does not know it."""
        for key in self._values:
            if key not in self._read:
                self.refuse(key, f"{key} is not a known name here. Check the spelling.")

    def text(self, key: str, *, optional: bool = False, longest: int = 0) -> str:
        """A text; optional ones may be absent or null and are then empty."""
        found = self._scalar(key, optional)
        if found is None:
            return ""
        if not isinstance(found, str):
            self.refuse(key, f"{found} must be a text. Put it in quotation marks.")
            return ""
        if not found.strip() and not optional:
            self.refuse(key, "The text is empty.")
        if longest and len(found) > longest:
            self.refuse(key, f"The text has {len(found)} characters. The maximum is {longest}.")
            return ""
        return found

    def name(self, key: str, *, longest: int) -> str:
        """A short name that can be part of an address: letters, digits, dot, dash, underscore."""
        found = self.text(key, longest=longest)
        if found and not NAME_SHAPE.fullmatch(found):
            self.refuse(key, f"{found} may contain only letters, digits, '.', '-' and '_'.")
            return ""
        return found

    def country(self, key: str, *, optional: bool = False) -> str:
        """The two capital letters of a country (ISO 3166)."""
        found = self.text(key, optional=optional)
        if found and not COUNTRY_SHAPE.fullmatch(found):
            self.refuse(key, f"{found} is not a country code. Write two capital letters.")
            return ""
        return found

    def address(self, key: str) -> str:
        """An address on the web, or nothing."""
        found = self.text(key, optional=True, longest=200)
        if found and not ADDRESS_SHAPE.fullmatch(found):
            self.refuse(key, f"{found} is not a web address. Begin it with https:// or http://.")
            return ""
        return found

    def one_of(self, key: str, known: Collection[str], *, optional: bool = False) -> str:
        """One of a few fixed words."""
        found = self.text(key, optional=optional)
        if found and found not in known:
            self.refuse(
                key, f"{found} is not allowed here. Write one of: {', '.join(sorted(known))}."
            )
            return ""
        return found

    def reference(
        self, key: str, known: Collection[str] | None, what: str, *, optional: bool = False
    ) -> str:
        """The name of something described elsewhere; `known` is None when that is unreadable."""
        found = self.text(key, optional=optional)
        if found and known is not None and found not in known:
            self.refuse(key, f"There is no {what} called “{found}”.")
            return ""
        return found

    def whole(self, key: str, *, optional: bool = False) -> int | None:
        """A whole number from 0 to some thousands."""
        found = self._scalar(key, optional)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= LARGEST_WHOLE:
            self.refuse(key, f"The value must be a whole number from 0 to {LARGEST_WHOLE}.")
            return None
        return found

    def truth(self, key: str, *, optional: bool = False) -> bool:
        """True or false."""
        found = self._scalar(key, optional)
        if found is not None and not isinstance(found, bool):
            self.refuse(key, f"{found} must be true or false.")
        return found is True

    def day(self, key: str, *, optional: bool = False) -> date | None:
        """A civil day of the calendar, written YYYY-MM-DD."""
        written = self._scalar(key, optional)
        if written is None:
            return None
        found = None
        if isinstance(written, str) and DAY_SHAPE.fullmatch(written):
            with suppress(ValueError):
                found = date.fromisoformat(written)
        if found is None:
            self.refuse(key, f"{written} is not a date. Write YYYY-MM-DD, for example 2031-01-31.")
            return None
        outside = outside_calendar(found)
        if outside is not None:
            self.refuse(key, render(outside))
            return None
        return found

    def instant(self, key: str, *, optional: bool = False) -> datetime | None:
        """A UTC instant, written as local time and zone: '2031-01-01T00:00 Asia/Tokyo'."""
        found = self.text(key, optional=optional)
        if not found:
            return None
        try:
            return parse_zoned(found)
        except Refused as refused:
            self.refuse(key, " ".join(render(refusal) for refusal in refused.refusals))
            return None

    def zone(self, key: str) -> str:
        """The name of a time zone."""
        found = self.text(key, longest=64)
        try:
            if found:
                zone_named(found)
        except Refused as refused:
            self.refuse(key, " ".join(render(refusal) for refusal in refused.refusals))
            return ""
        return found

    def words(self, key: str, *, optional: bool = False) -> dict[str, str] | None:
        """The same words in every language in which the forum's words are written, and in no other;
        shown in every language of the software, where one is lacking in the first of these, marked."""
        found = self.entry(key, optional=optional)
        return found.in_every_language() if found is not None else None

    def in_every_language(self) -> dict[str, str]:
        """This entry itself as words by language."""
        words = {code: self.text(code) for code in self._languages}
        self.done()
        first = self._languages[0]
        return {code: marked(words[first], first) for code in SHOWN_IN} | words

    def texts(self, key: str, *, optional: bool = False) -> list[str]:
        """A list of texts, each of which may appear only once."""
        found: list[str] = []
        for node in self._list(key, optional):
            if not isinstance(node.value, str) or not node.value.strip():
                self._note(node, "The value must be a text. Put it in quotation marks.")
            elif node.value in found:
                self._note(node, f"{node.value} is listed twice.")
            else:
                found.append(node.value)
        return found

    def sources(self, key: str) -> list[str | dict[str, str]]:
        """A list of addresses and titles, each a text that needs no translation, or words."""
        found: list[str | dict[str, str]] = []
        for node in self._list(key, optional=False):
            said: str | dict[str, str] = ""
            if isinstance(node.value, dict):
                said = Entry(node, self.file, self._faults, self._languages).in_every_language()
            elif isinstance(node.value, str):
                said = node.value.strip()
            if not said:
                self._note(
                    node, "The value must be a text in quotation marks, or a text in each language."
                )
            elif said in found:
                self._note(node, f"{said} is listed twice.")
            else:
                found.append(said)
        return found

    def references(
        self, key: str, known: Collection[str] | None, what: str, *, optional: bool = False
    ) -> list[str]:
        """A list of names of things described elsewhere."""
        found = self.texts(key, optional=optional)
        for name in found:
            if known is not None and name not in known:
                self.refuse(key, f"There is no {what} called “{name}”.")
        return found

    def entry(self, key: str, *, optional: bool = False) -> "Entry | None":
        """A mapping below this one."""
        node = self._value(key, optional)
        if node is None:
            return None
        if not isinstance(node.value, dict):
            self.refuse(key, "The value must be a mapping: names, each with a colon and a value.")
            return None
        return Entry(node, self.file, self._faults, self._languages)

    def entries(self, key: str, *, optional: bool = False) -> Iterator["Entry"]:
        """The rows of a list of mappings."""
        for node in self._list(key, optional):
            if isinstance(node.value, dict):
                yield Entry(node, self.file, self._faults, self._languages)
            else:
                self._note(
                    node, "The value must be a mapping: names, each with a colon and a value."
                )

    def unique(self, key: str, value: Any, seen: dict[Any, int]) -> None:
        """Refuse a value that an earlier row has; `seen` holds the line of each so far."""
        if value in seen:
            self.refuse(
                key, f"{value} is already used on line {seen[value]}. Choose another value."
            )
        elif value not in ("", None):
            seen[value] = self._values.get(key, self._node).line

    def sourced(self, *, note: str = "note") -> Mapping[str, Any]:
        """Where a fact comes from and how sure it is: the fields of `Sourced`."""
        return {
            "source": self.sources("source"),
            "confidence": self.one_of("confidence", CONFIDENCES),
            "note": self.words(note, optional=True),
        }

    def _list(self, key: str, optional: bool) -> list[Node]:
        node = self._value(key, optional)
        if node is None:
            return []
        if not isinstance(node.value, list):
            self.refuse(key, "The value must be a list.")
            return []
        return node.value

    def _scalar(self, key: str, optional: bool) -> bool | int | float | str | None:
        node = self._value(key, optional)
        if node is None:
            return None
        if isinstance(node.value, list | dict):
            self.refuse(key, "The value must be a single value, not a list or a mapping.")
            return None
        return node.value

    def _value(self, key: str, optional: bool) -> Node | None:
        """The value of a key, or None when it is absent or null: a fault unless optional."""
        self._read.add(key)
        node = self._values.get(key)
        if node is not None and node.value is not None:
            return node
        if not optional:
            self.refuse(key, f"{key} is missing." if node is None else "A value is missing.")
        return None

    def _note(self, node: Node, message: str) -> None:
        self._faults.append(Fault(self.file, node.line, message, node.path))

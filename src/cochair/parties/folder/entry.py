"""One row of a file, read key by key: what is wrong is noted with its line, and reading goes on."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import yaml
from django.conf import settings

from cochair.procedure.calendar import outside_calendar, parse_zoned, zone_named
from cochair.procedure.reading import Fault
from cochair.procedure.refusal import Refused

TAG = "tag:yaml.org,2002:"
NULL, TEXT, WHOLE, TRUTH, DAY = (TAG + n for n in ("null", "str", "int", "bool", "timestamp"))

DAY_SHAPE = re.compile(r"\d{4}-\d{2}-\d{2}")
NAME_SHAPE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
COUNTRY_SHAPE = re.compile(r"[A-Z]{2}")
ADDRESS_SHAPE = re.compile(r"https?://[^\s<>\"]+")

CONFIDENCES = frozenset(
    {"confirmed", "single-source", "derived", "inferred", "disputed", "uncited", "unknown"}
)
LARGEST_WHOLE = 30_000


class Entry:
    """A mapping of a file.  Each method reads one key; `done` refuses what nobody read.

    A method that finds something wrong notes a fault and returns the empty value of its
    kind, so that one reading names everything that is wrong.
    """

    def __init__(self, node: yaml.MappingNode, file: str, faults: list[Fault]) -> None:
        self.file = file
        self.line = node.start_mark.line + 1 if node.start_mark else 1
        self._faults = faults
        self._values: dict[str, yaml.Node] = {}
        self._lines: dict[str, int] = {}
        self._read: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self._note(line, "A name before a colon must be plain text.")
            elif key.value in self._values:
                self._note(line, f"{key.value} stands here twice: keep one.")
            else:
                self._values[key.value], self._lines[key.value] = value, line

    def __contains__(self, key: str) -> bool:
        """Whether the key is there and holds something other than null."""
        return key in self._values and self._values[key].tag != NULL

    def names(self) -> tuple[str, ...]:
        """The names in the order of the file."""
        return tuple(self._values)

    def holds_one_value(self, key: str) -> bool:
        """Whether the key holds a single value, not a list or names of its own."""
        return isinstance(self._values.get(key), yaml.ScalarNode)

    def refuse(self, key: str, message: str) -> None:
        """Note a fault on the line of a key, or on that of the entry when it is not there."""
        self._note(self._lines.get(key, self.line), message)

    def done(self) -> None:
        """Refuse every name that nobody read: it is misspelt, or this software does not know it."""
        for key in self._values:
            if key not in self._read:
                self.refuse(
                    key, f"{key} is not known here: it is misspelt, or does not belong here."
                )

    def text(self, key: str, *, optional: bool = False, longest: int = 0) -> str:
        """A text; optional ones may be absent or null and are then empty."""
        node = self._scalar(key, optional)
        if node is None:
            return ""
        if node.tag != TEXT:
            self.refuse(key, f"{key}: {node.value} must be a text: write it in quotes.")
            return ""
        if not node.value.strip() and not optional:
            self.refuse(key, f"{key} is empty.")
        if longest and len(node.value) > longest:
            self.refuse(key, f"{key} has {len(node.value)} characters; at most {longest} are kept.")
            return ""
        return str(node.value)

    def name(self, key: str, *, longest: int) -> str:
        """A short name that can be part of an address: letters, digits, dot, dash, underscore."""
        found = self.text(key, longest=longest)
        if found and not NAME_SHAPE.fullmatch(found):
            self.refuse(key, f"{key}: {found} may hold only letters, digits, '.', '-' and '_'.")
            return ""
        return found

    def country(self, key: str, *, optional: bool = False) -> str:
        """The two capital letters of a country (ISO 3166)."""
        found = self.text(key, optional=optional)
        if found and not COUNTRY_SHAPE.fullmatch(found):
            self.refuse(key, f"{key}: {found} is no country code: write two capital letters.")
            return ""
        return found

    def address(self, key: str) -> str:
        """An address on the web, or nothing."""
        found = self.text(key, optional=True, longest=200)
        if found and not ADDRESS_SHAPE.fullmatch(found):
            self.refuse(key, f"{key}: {found} is no address that begins with https:// or http://.")
            return ""
        return found

    def one_of(self, key: str, known: Collection[str], *, optional: bool = False) -> str:
        """One of a few fixed words."""
        found = self.text(key, optional=optional)
        if found and found not in known:
            self.refuse(key, f"{key}: {found} is none of {', '.join(sorted(known))}.")
            return ""
        return found

    def reference(
        self, key: str, known: Collection[str] | None, what: str, *, optional: bool = False
    ) -> str:
        """The name of something described elsewhere; `known` is None when that is unreadable."""
        found = self.text(key, optional=optional)
        if found and known is not None and found not in known:
            self.refuse(key, f"{key}: there is no {what} called {found}.")
            return ""
        return found

    def whole(self, key: str, *, optional: bool = False) -> int | None:
        """A whole number from 0 to some thousands."""
        node = self._scalar(key, optional)
        if node is None:
            return None
        if node.tag != WHOLE or not node.value.isdecimal() or len(node.value) > 5:
            self.refuse(key, f"{key}: {node.value} is no whole number from 0 to {LARGEST_WHOLE}.")
            return None
        if int(node.value) > LARGEST_WHOLE:
            self.refuse(key, f"{key}: {node.value} is larger than {LARGEST_WHOLE}.")
            return None
        return int(node.value)

    def truth(self, key: str, *, optional: bool = False) -> bool:
        """True or false."""
        node = self._scalar(key, optional)
        if node is None:
            return False
        if node.tag != TRUTH:
            self.refuse(key, f"{key}: {node.value} is neither true nor false.")
        return node.value.lower() == "true"

    def day(self, key: str, *, optional: bool = False) -> date | None:
        """A civil day of the calendar, written 'YYYY-MM-DD'."""
        node = self._scalar(key, optional)
        if node is None:
            return None
        try:
            found = date.fromisoformat(node.value) if DAY_SHAPE.fullmatch(node.value) else None
        except ValueError:
            found = None
        if found is None or node.tag not in {TEXT, DAY}:
            self.refuse(key, f"{key}: {node.value} is no day: write it as 'YYYY-MM-DD'.")
            return None
        outside = outside_calendar(found)
        if outside is not None:
            self.refuse(key, f"{key}: {outside}")
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
            self.refuse(key, f"{key}: {refused}")
            return None

    def zone(self, key: str) -> str:
        """The name of a time zone."""
        found = self.text(key, longest=64)
        try:
            if found:
                zone_named(found)
        except Refused as refused:
            self.refuse(key, f"{key}: {refused}")
            return ""
        return found

    def words(self, key: str, *, optional: bool = False) -> dict[str, str] | None:
        """The same words in every language of the software, and in no other."""
        found = self.entry(key, optional=optional)
        return found.in_every_language() if found is not None else None

    def in_every_language(self) -> dict[str, str]:
        """This entry itself as words by language."""
        words = {code: self.text(code) for code, _name in settings.LANGUAGES}
        self.done()
        return words

    def texts(self, key: str, *, optional: bool = False) -> list[str]:
        """A list of texts, each at most once."""
        found: list[str] = []
        for node in self._list(key, optional):
            if not isinstance(node, yaml.ScalarNode) or node.tag != TEXT or not node.value.strip():
                self._note(
                    node.start_mark.line + 1, f"{key} holds something that is no text: quote it."
                )
            elif node.value in found:
                self._note(node.start_mark.line + 1, f"{key} holds {node.value} twice.")
            else:
                found.append(node.value)
        return found

    def references(
        self, key: str, known: Collection[str] | None, what: str, *, optional: bool = False
    ) -> list[str]:
        """A list of names of things described elsewhere."""
        found = self.texts(key, optional=optional)
        for name in found:
            if known is not None and name not in known:
                self.refuse(key, f"{key}: there is no {what} called {name}.")
        return found

    def entry(self, key: str, *, optional: bool = False) -> "Entry | None":
        """A mapping below this one."""
        node = self._value(key, optional)
        if node is None:
            return None
        if not isinstance(node, yaml.MappingNode):
            self.refuse(key, f"{key} must hold names, each followed by a colon and a value.")
            return None
        return Entry(node, self.file, self._faults)

    def entries(self, key: str, *, optional: bool = False) -> Iterator["Entry"]:
        """The rows of a list of mappings."""
        for node in self._list(key, optional):
            if isinstance(node, yaml.MappingNode):
                yield Entry(node, self.file, self._faults)
            else:
                self._note(node.start_mark.line + 1, f"{key}: this row has no names with values.")

    def unique(self, key: str, value: Any, seen: dict[Any, int]) -> bool:
        """Whether a value was not seen in an earlier row; `seen` holds the line of each."""
        if value in seen:
            self.refuse(key, f"{key}: {value} is already used on line {seen[value]}.")
            return False
        if value not in ("", None):
            seen[value] = self._lines.get(key, self.line)
        return True

    def sourced(self, *, note: str = "note") -> Mapping[str, Any]:
        """Where a fact comes from and how sure it is: the fields of `Sourced`."""
        return {
            "source": self.texts("source"),
            "confidence": self.one_of("confidence", CONFIDENCES),
            "note": self.words(note, optional=True),
        }

    def _list(self, key: str, optional: bool) -> list[yaml.Node]:
        node = self._value(key, optional)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.refuse(key, f"{key} must be a list.")
            return []
        return list(node.value)

    def _scalar(self, key: str, optional: bool) -> yaml.ScalarNode | None:
        node = self._value(key, optional)
        if node is None or isinstance(node, yaml.ScalarNode):
            return node
        self.refuse(key, f"{key} must hold one value, not a list or more names.")
        return None

    def _value(self, key: str, optional: bool) -> yaml.Node | None:
        self._read.add(key)
        node = self._values.get(key)
        if node is None:
            if not optional:
                self.refuse(key, f"{key} is missing.")
            return None
        if node.tag == NULL:
            if not optional:
                self.refuse(key, f"{key} must not be empty.")
            return None
        return node

    def _note(self, line: int, message: str) -> None:
        self._faults.append(Fault(self.file, line, message))

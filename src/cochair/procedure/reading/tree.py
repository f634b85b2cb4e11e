"""YAML text as a tree in which every value knows its line and its path.

Only plain data: no tags or second documents, no name twice in a mapping, and nothing nested
deeper than any forum needs. A value that is named with `&` may be told again with `*`: it then
stands there in full, and counts in full. The tree is built from the events of the parser without
recursion, so that no file can exhaust the stack. Unquoted words mean what a reader expects: `no`
and `2024-05-30` are texts, and only `true`, `false`, `null`, whole numbers and decimals are
something else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from cochair.procedure.reading.fault import Fault
from cochair.procedure.refusal import Sentence, _

type Scalar = bool | int | float | str | None

LONGEST_TEXT = 4_000_000
DEEPEST = 16
# Every value keeps its path: without these limits a small file would fill the memory.
LONGEST_NAME = 200
LONGEST_PATH = 400
MOST_VALUES = 200_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")
_CONSTANTS: dict[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_SIMPLE_NAME = re.compile(r"[A-Za-z0-9_]+")
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True, eq=False)
class Node:
    """A value of the file: a scalar, a list or a mapping of nodes.

    The line is that of the name before the value, where there is one.
    """

    value: "Scalar | list[Node] | dict[str, Node]"
    line: int
    path: str


def plain(node: Node) -> object:
    """The value without lines, as lists and dictionaries."""
    if isinstance(node.value, dict):
        return {name: plain(one) for name, one in node.value.items()}
    if isinstance(node.value, list):
        return [plain(one) for one in node.value]
    return node.value


@dataclass(slots=True)
class _Open:
    """A list or mapping that is still being read, and the name that waits for its value."""

    node: Node
    name: str | None = None
    name_line: int = 0


@dataclass(slots=True)
class _Tree:
    file: str
    faults: list[Fault] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    root: Node | None = None
    documents: int = 0
    values: int = 0
    usable: bool = True
    excess: bool = False

    def fault(self, line: int, message: str, path: str = "", **facts: object) -> None:
        """Note a fault after which what the file says can no longer be judged."""
        self.usable = False
        self.note(line, message, path, **facts)

    def note(self, line: int, message: str, path: str, **facts: object) -> None:
        self.faults.append(Fault(self.file, line, Sentence(message, facts), path))

    def too_much(self, line: int, message: str, **facts: object) -> None:
        """Note a fault after which the file is read no further."""
        self.excess = True
        self.fault(line, message, "", **facts)

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.fault(line, _("A file may contain only one document."))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
        elif isinstance(event, yaml.NodeEvent):
            self.node(event, line)

    def node(self, event: Any, line: int) -> None:
        if not self.counted(line):
            return
        if getattr(event, "tag", None) is not None:
            self.fault(line, _("A value may not have a tag: “{tag}”."), tag=event.tag)
        inside = self.open[-1] if self.open else None
        if inside is not None and isinstance(inside.node.value, dict) and inside.name is None:
            self.name(event, line, inside)
            return
        if isinstance(event, yaml.AliasEvent):
            self.again(event.anchor or "", line, self.placed(None, line, inside))
            return
        node = self.placed(_empty(event), line, inside)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        if isinstance(event, yaml.CollectionStartEvent):
            self.open.append(_Open(node))

    def counted(self, line: int) -> bool:
        """Count one more value; False when that is one too many."""
        self.values += 1
        if self.values > MOST_VALUES:
            self.too_much(line, _("The file is too long for the procedures of a forum."))
        return not self.excess

    def again(self, anchor: str, line: int, into: Node) -> None:
        """Put what was named with `&` where it is told again with `*`, all of it on that line."""
        found = self.anchors.get(anchor)
        if found is None or any(found is one.node for one in self.open):
            said = _("Nothing is named &{name} before this line, or it is not finished here.")
            self.fault(line, said, into.path, name=anchor)
            return
        waiting = [(found, into, len(self.open))]
        while waiting and not self.excess:
            told, node, depth = waiting.pop()
            if depth > DEEPEST or len(node.path) > LONGEST_PATH:
                said = _("The lines are nested too deeply for the procedures of a forum.")
                self.too_much(line, said)
            elif isinstance(told.value, dict):
                named = {name: Node(None, line, _below(node.path, name)) for name in told.value}
                node.value = named
                waiting += [(one, named[name], depth + 1) for name, one in told.value.items()]
            elif isinstance(told.value, list):
                listed = [
                    Node(None, line, f"{node.path}[{place}]") for place in range(len(told.value))
                ]
                node.value = listed
                waiting += [
                    (one, other, depth + 1) for one, other in zip(told.value, listed, strict=True)
                ]
            else:
                node.value = told.value
            self.counted(line)

    def name(self, event: Any, line: int, inside: _Open) -> None:
        inside.name = event.value if isinstance(event, yaml.ScalarEvent) else ""
        inside.name_line = line
        if isinstance(event, yaml.AliasEvent):
            self.fault(line, _("A name must be a word, not a list or a mapping."), inside.node.path)
            return
        if len(inside.name) > LONGEST_NAME:
            inside.name = ""
            self.too_much(
                line, _("A name may have up to {number} characters."), number=LONGEST_NAME
            )
        elif len(inside.node.path) + len(inside.name) > LONGEST_PATH:
            self.too_much(line, _("The lines are nested too deeply for the procedures of a forum."))
        elif isinstance(event, yaml.CollectionStartEvent):
            self.fault(line, _("A name must be a word, not a list or a mapping."), inside.node.path)
            # Its contents are read away from the tree.
            self.open.append(_Open(Node(_empty(event), line, inside.node.path)))

    def placed(
        self, value: "Scalar | list[Node] | dict[str, Node]", line: int, inside: _Open | None
    ) -> Node:
        if inside is None:
            node = Node(value, line, "")
            self.root = self.root or node
        elif isinstance(inside.node.value, dict):
            assert inside.name is not None
            node = Node(value, inside.name_line, _below(inside.node.path, inside.name))
            if inside.name in inside.node.value:
                self.note(
                    node.line,
                    _("The name appears twice here, first on line {first}."),
                    node.path,
                    first=inside.node.value[inside.name].line,
                )
            else:
                inside.node.value[inside.name] = node
            inside.name = None
        else:
            assert isinstance(inside.node.value, list)
            node = Node(value, line, f"{inside.node.path}[{len(inside.node.value)}]")
            inside.node.value.append(node)
        return node


def tree(text: str, file: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """The tree of a text, or None when there is none to go on with, and the faults of its form."""
    reading = _Tree(file)
    if len(text) > LONGEST_TEXT:
        reading.fault(1, _("The file is too long for the procedures of a forum."))
    elif odd := _UNREADABLE.search(text):
        reading.fault(
            text.count("\n", 0, odd.start()) + 1,
            _("The character {character} is not allowed here."),
            character=f"U+{ord(odd[0]):04X}",
        )
    else:
        _read(text, reading)
        if reading.usable and not isinstance(reading.root and reading.root.value, dict):
            reading.fault(
                1, _("A file must consist of names, each followed by a colon and its value.")
            )
    return (reading.root if reading.usable else None), tuple(reading.faults)


def _read(text: str, reading: _Tree) -> None:
    try:
        for event in _events(text):
            reading.take(event)
            if len(reading.open) > DEEPEST:
                reading.too_much(
                    event.start_mark.line + 1,
                    _("The lines are nested too deeply for the procedures of a forum."),
                )
            if reading.excess:
                return
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        reading.fault(
            mark.line + 1 if mark else 1,
            _("This is not YAML: {problem}."),
            problem=problem.problem or problem.context,
        )


def _events(text: str) -> Iterator[Any]:
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    return events


def _empty(event: Any) -> "Scalar | list[Node] | dict[str, Node]":
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    return _scalar(event.value) if event.implicit[0] else str(event.value)


def _scalar(text: str) -> Scalar:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text


def _below(path: str, name: str) -> str:
    if not _SIMPLE_NAME.fullmatch(name):
        return f"{path}[{name}]"
    return f"{path}.{name}" if path else name

"""Everything in a procedure file that something else may refer to, gathered before it is read.

A block may name what stands further down, so all codes are looked up first.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cochair.procedure.reading.block import Block
from cochair.procedure.reading.head import TAXONOMIES
from cochair.procedure.reading.tree import Node, plain
from cochair.procedure.refusal import _

HOST = "host:"


@dataclass(slots=True)
class Known:
    """Codes by kind, in the order of the file, and the options that something reads."""

    parties: tuple[str, ...]
    groups: tuple[str, ...]
    places: tuple[str, ...]
    ranks: tuple[str, ...] | None
    configurations: tuple[str, ...]
    rules: tuple[str, ...]
    ambiguities: tuple[str, ...]
    taxonomies: tuple[str, ...]
    languages: tuple[str, ...]
    tags: Mapping[str, tuple[str, ...]]
    semesters: int
    options: Mapping[str, object]
    read: set[str] = field(default_factory=set)

    @property
    def venues(self) -> tuple[str, ...]:
        """Where a meeting may be: a place, or the country that presides a Party, `host:PARTY`."""
        return (*self.places, *(f"{HOST}{party}" for party in self.parties))

    def option(self, node: Node, block: Block) -> tuple[str, object] | None:
        """The key and the value of `{option: key}`; None, and a fault, when there is none."""
        reference = Block(node, block.findings)
        key = reference.choice("option", self.options)
        reference.done()
        if not key:
            return None
        self.read.add(key)
        return key, self.options[key]

    def whole(self, block: Block, name: str, least: int, most: int) -> int | None:
        """A whole number between two, or an option whose value is one."""
        node = block.raw(name)
        if node is None:
            return None
        if not is_option(node):
            return block.whole_of(node, least, most)
        found = self.option(node, block)
        if found is None:
            return None
        key, value = found
        if type(value) is int and least <= value <= most:
            return value
        block.findings.note(
            node,
            _("The option {key} must be a whole number between {least} and {most}."),
            key=key,
            least=least,
            most=most,
        )
        return None


def is_option(node: Node) -> bool:
    """Whether a value is `{option: key}`, and so stands for the value of that option."""
    return isinstance(node.value, dict) and set(node.value) == {"option"}


def known(top: Block, languages: tuple[str, ...]) -> Known:
    """What the file holds, by kind. Nothing is judged here: the blocks are read later."""
    configurations = tuple(_mappings(top, "configurations"))
    return Known(
        parties=_codes(top, "parties"),
        groups=_codes(top, "groups"),
        places=_codes(top, "places"),
        ranks=_codes(top, "ranks") if "ranks" in top.names() else None,
        configurations=tuple(_code(each, "code") for each in configurations),
        rules=_codes(top, "rules", "id"),
        ambiguities=_codes(top, "ambiguities", "id"),
        taxonomies=tuple(name for name in TAXONOMIES if name in top.names()),
        languages=languages,
        tags={
            _code(each, "code"): tuple(
                _code(function.value, "tag")
                for function in _items(each.get("functions"))
                if isinstance(function.value, dict)
            )
            for each in configurations
        },
        semesters=_semesters(top),
        options={
            key: plain(each["value"]) if "value" in each else None
            for each in _mappings(top, "options")
            if (key := _code(each, "key"))
        },
    )


def _mappings(top: Block, name: str) -> Iterator[dict[str, Node]]:
    for node in _items(top.peek(name)):
        if isinstance(node.value, dict):
            yield node.value


def _codes(top: Block, name: str, key: str = "code") -> tuple[str, ...]:
    return tuple(code for each in _mappings(top, name) if (code := _code(each, key)))


def _code(values: dict[str, Node], key: str) -> str:
    node = values.get(key)
    return node.value if node is not None and isinstance(node.value, str) else ""


def _items(node: Node | None) -> list[Node]:
    return node.value if node is not None and isinstance(node.value, list) else []


def _semesters(top: Block) -> int:
    node = top.peek("cycle")
    number = node.value.get("semesters") if node and isinstance(node.value, dict) else None
    return number.value if number and isinstance(number.value, int) else 0

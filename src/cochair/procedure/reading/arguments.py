"""Check the arguments of a rule's check against the shape of its predicate."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cochair.procedure.clause import CheckShape
from cochair.procedure.reading.block import DAY, Block
from cochair.procedure.reading.known import Known
from cochair.procedure.reading.tree import Node, plain
from cochair.procedure.refusal import _

_SHARE = re.compile(r"[0-9]{1,3}/[1-9][0-9]{0,2}|[01](?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The type of one argument: `configuration[]?` taken apart."""

    base: str
    several: bool
    needed: bool


def arguments(
    check: Block, shape: CheckShape, known: Known, configurations: Collection[str]
) -> Mapping[str, object]:
    """The arguments, without lines; `{option: key}` stays as it is, for the evaluator.

    `configurations` are those that the clause applies to: a function must be one of theirs.
    """
    block = check.block("args", needed=False)
    written = {name: block.raw(name, needed=False) for name in block.names()} if block else {}
    for name, spec in shape.args.items():
        wanted, node = _wanted(spec), written.get(name)
        if node is not None:
            assert block is not None
            _check(node, wanted, block, known, configurations)
        elif wanted.needed:
            (block or check).note(_("The argument “{name}” is missing."), name=name)
    for name, node in written.items():
        if name not in shape.args:
            (block or check).findings.note(
                node or check.at("args"),
                _("The check has no argument “{name}”; it has: {known}."),
                name=name,
                known=tuple(shape.args) or ("–",),
            )
    return {name: plain(node) if node else None for name, node in written.items()}


def _wanted(spec: str) -> _Wanted:
    needed = not spec.endswith("?")
    spec = spec.removesuffix("?")
    return _Wanted(spec.removesuffix("[]"), spec.endswith("[]"), needed)


def _check(
    node: Node, wanted: _Wanted, block: Block, known: Known, configurations: Collection[str]
) -> None:
    value = plain(node)
    if isinstance(node.value, dict) and "option" in node.value:
        found = known.option(node, block)
        if found is None:
            return
        value = found[1]
    if wanted.several and not isinstance(value, list):
        block.findings.note(node, _("This must be a list."))
        return
    names = _names(wanted.base, known, configurations)
    for one in value if wanted.several and isinstance(value, list) else (value,):
        if not _fits(one, wanted.base, names, known):
            block.findings.note(
                node,
                _("“{value}” is no {type}; known are: {known}.")
                if names is not None
                else _("“{value}” is no {type}."),
                value=one,
                type=wanted.base,
                known=tuple(names or ()),
            )


def _names(base: str, known: Known, configurations: Collection[str]) -> Collection[str] | None:
    """The words that a type allows, when it allows so many words."""
    if "|" in base:
        return base.split("|")
    if base == "function":
        return tuple(tag for code in configurations for tag in known.tags.get(code, ()))
    return {
        "party": known.parties,
        "group": known.groups,
        "place": known.places,
        "venue": known.venues,
        "configuration": known.configurations,
        "taxonomy": known.taxonomies,
        "language": known.languages,
    }.get(base)


def _fits(value: object, base: str, names: Collection[str] | None, known: Known) -> bool:
    if names is not None:
        return isinstance(value, str) and value in names
    match base:
        case "text":
            return isinstance(value, str) and bool(value.strip())
        case "integer":
            return type(value) is int
        case "number":
            return type(value) in (int, float)
        case "share":
            return _SHARE.fullmatch(str(value)) is not None
        case "boolean":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, str) and DAY.fullmatch(value) is not None
        case "semester":
            return type(value) is int and 1 <= value <= known.semesters
        case "anything":
            return True
    return value == base

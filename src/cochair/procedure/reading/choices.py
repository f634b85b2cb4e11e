"""The blocks of a procedure file about choices: options, and passages with several readings."""

import re
from collections.abc import Callable, Mapping

from cochair.procedure.book import Ambiguity, Option
from cochair.procedure.clause import Words
from cochair.procedure.reading.block import Block, by_code
from cochair.procedure.reading.known import Known
from cochair.procedure.reading.tree import Node, plain
from cochair.procedure.refusal import _

KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_]+)+")

AREAS = ("notice", "silence", "record", "publication", "documents", "pages", "people")
"""What an option may affect besides the results of clauses."""

TYPES = ("integer", "list")

type Test = Callable[[object], bool]


def options(top: Block, known: Known) -> dict[str, Option]:
    """Block `options`, by key; the default value of each is one of those it may take."""

    def option(block: Block) -> Option:
        key = block.text("key", form=KEY)
        value, allowed = block.plain("value"), block.raw("allowed")
        changes_results = block.flag("changes_results", needed=False)
        if allowed is not None:
            fits, choices = _allowed(allowed, block)
            if block.peek("value") and not fits(value):
                block.findings.note(
                    block.at("value"),
                    _("The default value is not one of the values that this option allows."),
                )
        else:
            choices = ()
        made = Option(
            key=key,
            value=value,
            allowed=plain(allowed) if allowed else None,
            label=block.words("label"),
            ambiguity=block.choice("ambiguity", known.ambiguities, needed=False) or None,
            value_labels=_value_labels(block, choices),
            affects=block.texts(
                "affects",
                needed=False,
                of=known.rules if changes_results else (*known.rules, *AREAS),
            ),
            changes_results=changes_results is not False,
        )
        block.done()
        return made

    return by_code(top.blocks("options"), option, name="key")


def ambiguities(top: Block, known: Known) -> dict[str, Ambiguity]:
    """Block `ambiguities`, by id, with the options that may settle each."""

    def ambiguity(block: Block) -> Ambiguity:
        made = Ambiguity(
            id=block.text("id"),
            title=block.words("title"),
            readings=block.texts_by_language("readings"),
            default=block.words("default"),
            why=block.words("why"),
            options=block.texts("options", needed=False, of=known.options),
        )
        block.done()
        return made

    return by_code(top.blocks("ambiguities", needed=False), ambiguity, name="id")


def _allowed(node: Node, block: Block) -> tuple[Test, tuple[object, ...]]:
    """Whether a value may be taken, and the single values when these are listed.

    `[a, b]`; `{type: integer, min: 1, max: 9}`; or `{type: list, of: [a, b]}`, for a list of
    some of them and at least one.
    """
    if isinstance(node.value, list):
        listed = tuple(plain(one) for one in node.value)
        return (lambda value: any(_same(value, one) for one in listed)), listed
    shape = Block(node, block.findings)
    kind = shape.choice("type", TYPES) if shape.sound else ""
    test: Test = _anything
    choices: tuple[object, ...] = ()
    if kind == "integer":
        least = shape.whole("min", -1_000_000, 1_000_000)
        most = shape.whole("max", -1_000_000, 1_000_000)
        if least is not None and most is not None:
            test = _between(least, most)
    elif kind == "list":
        choices = tuple(plain(one) for one in shape.items("of"))
        test = _some_of(choices)
    if kind:
        shape.done()
    return test, choices


def _value_labels(block: Block, choices: tuple[object, ...]) -> Mapping[str, Words]:
    """What each value is called. Where one has a name, each has one, and nothing else has."""
    labels = block.block("value_labels", needed=False)
    if labels is None:
        return {}
    found = {str(value): labels.words(str(value)) for value in choices}
    labels.done()
    return found


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _anything(value: object) -> bool:
    return True


def _between(least: int, most: int) -> Test:
    return lambda value: type(value) is int and least <= value <= most


def _some_of(choices: tuple[object, ...]) -> Test:
    return lambda value: (
        isinstance(value, list)
        and bool(value)
        and all(any(_same(one, choice) for choice in choices) for one in value)
    )

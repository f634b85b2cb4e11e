"""Which values an option may take, and how a form's text becomes one."""

import re

from cochair.procedure.book import Option
from cochair.procedure.refusal import Refusal, _

# Longer than any limit of an option, and short enough for any machine.
WHOLE = re.compile(r"-?[0-9]{1,9}")
WRONG = _("{value} is not an allowed value of this option.")


def allowed(option: Option, value: object) -> Refusal | None:
    """A refusal when the value is outside the option's set.

    `allowed` in the procedure file is a list of values, or a mapping with `type` integer
    (`min`, `max`) or list (`of`).
    """
    rule = option.allowed
    if isinstance(rule, list | tuple):
        # Of the same type, too: 1 is not yes.
        fits = any(type(value) is type(one) and value == one for one in rule)
    elif isinstance(rule, dict) and rule.get("type") == "integer":
        fits = (
            isinstance(value, int)
            and not isinstance(value, bool)
            and rule.get("min", value) <= value <= rule.get("max", value)
        )
    elif isinstance(rule, dict) and rule.get("type") == "list":
        of = rule.get("of", ())
        fits = (
            isinstance(value, list)
            and bool(value)
            and all(item in of for item in value)
            and len(set(value)) == len(value)
        )
    else:
        fits = type(value) is type(option.value)
    return None if fits else Refusal("practice", WRONG, {"value": str(value)})


def parsed(option: Option, raw: list[str]) -> object:
    """The value that a form's fields mean for this option; text stays text when unsure."""
    if isinstance(option.value, list | tuple):
        return list(raw)
    text = raw[0].strip() if raw else ""
    if isinstance(option.value, bool):
        return {"true": True, "false": False}.get(text, text)
    if isinstance(option.value, int):
        return int(text) if WHOLE.fullmatch(text) else text
    return text

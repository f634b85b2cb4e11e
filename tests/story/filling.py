"""Fill the form of a page as somebody in a hurry does: what it holds stays, what it must have is given."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum

from lxml.html import HtmlElement


class Filled(Enum):
    """How much of a form is filled in: what it asks for, something of every choice, every field."""

    AS_IT_STANDS = 0
    CHOSEN = 1
    ALL_OF_IT = 2


WORDS, NAME = "Words of a test, long enough to be a reason.", "A test"
# The button that shows what would be, and changes nothing.
LOOKS = "preview"
LINK = "https://example.org/"
# What a field of one line holds that takes no other words, by the end of its name.
BY_NAME = {
    "email": "somebody@example.org",
    "address": "somebody@example.org",
    "link": LINK,
    "zone": "Europe/Brussels",
    "hour": "10:00",
    "start": "10:00",
    "starts": "10:00",
    "opens": "10:00",
    "begins": "10:00",
    "finishes": "23:30",
    "minutes": "60",
    "value": "12.5",
    "target": "12.5",
    "evidence": WORDS,
    "source": WORDS,
    "end": "12:00",
    "ends": "12:00",
    "closes": "12:00",
}
AHEAD = timedelta(days=30)
POSTS = ".//form[translate(@method, 'POST', 'post') = 'post'][not(ancestor::header)]"
AROUND = "./ancestor::form[translate(@method, 'POST', 'post') = 'post']"
UNTYPED = frozenset({"submit", "button", "image", "reset", "file"})
CHOSEN = frozenset({"checkbox", "radio"})


def forms(of: HtmlElement) -> list[HtmlElement]:
    """The forms of a page, or of a part of it, that change something and can be sent.

    A part of a form is sent with the form.
    """
    found = [of] if of.tag == "form" else of.xpath(POSTS) or of.xpath(AROUND)
    return [one for one in found if _buttons(one)]


def _buttons(form: HtmlElement) -> list[HtmlElement]:
    """What sends a form: within it, or elsewhere on the page by its name."""
    own = form.xpath(".//button[not(@type) or @type='submit'] | .//input[@type='submit']")
    named = form.get("id")
    beside = form.getroottree().xpath("//button[@form=$named]", named=named) if named else []
    return [one for one in (*own, *beside) if _is_offered(one)]


def _is_offered(button: HtmlElement) -> bool:
    """Whether a button may be pressed; one that says why not is focused, and sends nothing."""
    return "disabled" not in button.attrib and button.get("aria-disabled") != "true"


def filled(
    form: HtmlElement,
    at: datetime,
    told: Mapping[str, object],
    *,
    how: Filled = Filled.AS_IT_STANDS,
) -> dict[str, object]:
    """What is sent at an instant (aware UTC); `told` says what a field holds, or that it is left
    out (None)."""
    sent: dict[str, object] = {}
    named = form.get("id")
    beside = form.getroottree().xpath("//*[@form=$named]", named=named) if named else []
    for one in (*form.xpath(".//input | .//select | .//textarea"), *beside):
        name = one.get("name")
        if name and one.tag != "button" and "disabled" not in one.attrib:
            _fill(sent, name, one, at, how)
    (button, *_others) = sorted(_buttons(form), key=lambda one: one.get("name") == LOOKS)
    if button.get("name"):
        sent[button.get("name")] = button.get("value", "")
    sent |= told
    return {name: value for name, value in sent.items() if value is not None}


def _fill(sent: dict[str, object], name: str, one: HtmlElement, at: datetime, how: Filled) -> None:
    must, chooses = "required" in one.attrib, how is not Filled.AS_IT_STANDS
    kind = one.get("type", "text") if one.tag == "input" else one.tag
    if kind in UNTYPED:
        return
    if kind == "select":
        _choose(sent, name, one, must=must or chooses)
    elif kind in CHOSEN:
        is_first = kind == "radio" and name not in sent
        if "checked" in one.attrib or ((must or chooses) and name not in sent) or is_first:
            _add(sent, name, one.get("value", "on"), several=kind == "checkbox")
    elif kind == "hidden":
        sent[name] = one.get("value", "")
    else:
        held = one.text or "" if kind == "textarea" else one.get("value", "")
        sent[name] = held.strip() or (
            _typed(kind, one, at, sent) if must or how is Filled.ALL_OF_IT else ""
        )


def _choose(sent: dict[str, object], name: str, one: HtmlElement, *, must: bool) -> None:
    options = one.xpath(".//option")
    chosen = [option.get("value", "") for option in options if "selected" in option.attrib]
    full = [option.get("value", "") for option in options if option.get("value", "")]
    if "multiple" in one.attrib:
        sent[name] = chosen or full[:1]
    elif any(chosen) or not must:
        sent[name] = (chosen or [options[0].get("value", "") if options else ""])[0]
    else:
        sent[name] = (full or [""])[0]


def _add(sent: dict[str, object], name: str, value: str, *, several: bool) -> None:
    known = sent.get(name)
    sent[name] = [*known, value] if several and isinstance(known, list) else [value]


def _typed(kind: str, one: HtmlElement, at: datetime, sent: Mapping[str, object]) -> str:
    """Something that a field takes, and no other name than those before."""
    ahead = at + AHEAD
    typed = {
        "date": f"{ahead:%Y-%m-%d}",
        "month": f"{ahead:%Y-%m}",
        "time": "10:00",
        "datetime-local": f"{ahead:%Y-%m-%dT%H:%M}",
        "number": one.get("min") or "1",
        "email": "somebody@example.org",
        "url": LINK,
        "textarea": WORDS,
    }
    last = str(one.get("name")).rpartition("_")[2]
    said = BY_NAME.get(last) or typed.get(kind) or f"{NAME} {len(sent)}"
    most = one.get("maxlength")
    return said[: int(most)] if most else said

"""What a program sends: a small object of JSON with known names and plain types, or it is not read.

Everything else is 400, and changes nothing: too large, too deep, not UTF-8, another type,
a name twice, a name that nobody asked for.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from cochair.web import numbers

MOST_OCTETS, DEEPEST, LONGEST_LIST = 65_536, 4, 200
MEDIA = "application/json"


@dataclass(frozen=True, slots=True)
class Field:
    """What may stand under a name: text of so many signs, a list of texts, or texts by name."""

    read: Callable[[object], object]
    default: object = None
    needed: bool = False


def text(most: int, *, needed: bool = False) -> Field:
    """A text of up to so many signs; empty when it is left out."""

    def read(value: object) -> str:
        if not isinstance(value, str) or len(value) > most or not _is_text(value):
            raise BadRequest
        return value

    return Field(read, "", needed)


def texts(most: int) -> Field:
    """A list of texts of up to so many signs each; empty when it is left out."""

    def read(value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) > LONGEST_LIST:
            raise BadRequest
        one = text(most)
        return tuple(str(one.read(each)) for each in value)

    return Field(read, ())


def texts_by_name(most: int, *, known: Iterable[str], needed: bool = False) -> Field:
    """Texts of up to so many signs each, by one of the names that are known; none when left out."""
    names = frozenset(known)

    def read(value: object) -> Mapping[str, str]:
        if not isinstance(value, dict) or value.keys() - names:
            raise BadRequest
        one = text(most)
        return {name: str(one.read(each)) for name, each in value.items()}

    return Field(read, {}, needed)


def whole(most: int) -> Field:
    """A whole number from 1 to another; None when it is left out."""

    def read(value: object) -> int | None:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise BadRequest
        return value

    return Field(read)


def sent(request: HttpRequest, **fields: Field) -> dict[str, Any]:
    """What the body says under these names.  Raises BadRequest for whatever cannot be read."""
    if request.content_type != MEDIA or _octets(request) > MOST_OCTETS:
        raise BadRequest
    try:
        said = json.loads(request.body.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadRequest from None
    if not isinstance(said, dict) or _depth(said) > DEEPEST or said.keys() - fields.keys():
        raise BadRequest
    return {name: _read(said, name, field) for name, field in fields.items()}


def _read(said: Mapping[str, object], name: str, field: Field) -> object:
    if name in said:
        return field.read(said[name])
    if field.needed:
        raise BadRequest
    return field.default


def _octets(request: HttpRequest) -> int:
    length = numbers.whole(request.headers.get("Content-Length") or "0")
    return MOST_OCTETS + 1 if length is None else length


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A name stands twice.")
    return found


def _no_number(_word: str) -> object:
    raise ValueError("Not a number of JSON.")


def _depth(value: object, deep: int = 1) -> int:
    if deep > DEEPEST:
        return deep
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max((_depth(each, deep + 1) for each in inside), default=deep)


def _is_text(value: str) -> bool:
    """Whether it holds no NUL and no half of a character, which no database keeps."""
    return "\0" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)

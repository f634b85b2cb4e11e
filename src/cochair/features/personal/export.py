"""What is held about a person as a file of theirs: JSON for machines, a page for people."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from babel import Locale, UnknownLocaleError
from django.template.loader import render_to_string
from django.utils.translation import gettext as __

from cochair.features.acts import kinds as acts
from cochair.features.personal.labels import CODED, CODES, COLUMNS, COLUMNS_OF, LANGUAGES, OFFICES
from cochair.features.personal.subject_access import Table
from cochair.web import formats, localize
from cochair.web.archive import look
from cochair.web.localize import Names
from cochair.web.templatetags.facts import office_words
from cochair.web.varieties import override

INDEX, HELD = "index.html", "held.json"
# The column that says of what kind a joint act is.
KIND = "kind"


@dataclass(frozen=True, slots=True)
class Shown:
    """A table for a page: its rows as pairs of a label and words."""

    code: str
    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


def files(
    tables: Iterable[Table], *, names: Names, at: datetime, zone: str, language: str
) -> Iterator[tuple[str, bytes]]:
    """The files of an export by name; instants are told in `zone` (IANA), codes by `names`."""
    tables = tuple(tables)
    yield from look()
    yield HELD, _as_json(tables, at)
    with override(language):
        context = {
            "language": language,
            "up": "",
            "zone": zone,
            "made_at": at,
            "tables": [shown(one, names, zone, language) for one in tables if one.rows],
            "empty": [one for one in tables if not one.rows],
            "held": HELD,
        }
        page = render_to_string("personal/export/page.html", context)
    yield INDEX, page.encode()


def shown(table: Table, names: Names, zone: str, language: str) -> Shown:
    """A table in words: what says nothing is left out."""
    return Shown(
        table.code,
        __(table.title),
        tuple(
            tuple(
                (label(table.code, column), said(column, value, names, zone, language))
                for column, value in row.items()
                if value not in (None, "", {}, [])
            )
            for row in table.rows
        ),
    )


def label(table: str, column: str) -> str:
    """What a column of a table is called in words."""
    return __(COLUMNS_OF.get((table, column)) or COLUMNS[column])


def said(column: str, value: object, names: Names, zone: str, language: str) -> str:
    """A value in words.  Only what is a code by its column becomes a name: what people wrote
    stays as they wrote it."""
    if isinstance(value, str):
        if column in LANGUAGES:
            return _language(value, language)
        if column in OFFICES:
            return office_words(value, names)
        known = acts.names() if column == KIND else CODES.get(column)
        if known is not None and value in known:
            return __(known[value])
        return (
            localize.format_value(value, names=names, language=language)
            if column in CODED
            else value
        )
    if isinstance(value, Mapping):
        return " / ".join(str(words) for words in value.values() if words)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return localize.format_value(value, zone=zone, language=language)


def _language(code: str, language: str) -> str:
    """What a language is called in another; a code that names none stays."""
    try:
        return Locale.parse(code).get_display_name(formats.locale(language)) or code
    except (ValueError, UnknownLocaleError):
        return code


def _as_json(tables: Iterable[Table], at: datetime) -> bytes:
    said = {
        "made_at": at.isoformat(),
        "tables": {one.code: [dict(row) for row in one.rows] for one in tables},
    }
    return (
        json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True, default=_plain).encode()
        + b"\n"
    )


def _plain(value: object) -> object:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be written as JSON.")

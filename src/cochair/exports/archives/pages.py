"""The pages of an archive: they open from a folder, need no script, and say codes by their names."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as __

from cochair.exports.archives import parts
from cochair.exports.archives.parts import Part, Reader, Row
from cochair.features.compliance.names import names_of
from cochair.web import localize
from cochair.web.varieties import override

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
# How much of a text a cell shows; the whole stands in the JSON.
LONGEST = 600
# How whoever unpacked the archive verifies it.
CHECK = "python3 verify.py ."


def front(reader: Reader) -> bytes:
    """The first page: the same few sentences in each language, each leading to its own pages."""
    languages = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            languages.append(
                {
                    "code": code,
                    "title": title(reader),
                    "lede": __("The records of this cycle that your Party may read."),
                }
            )
    return _page("front.html", reader, settings.LANGUAGE_CODE, {"up": "", "fronts": languages})


def index(reader: Reader, language: str, counts: Mapping[str, int]) -> bytes:
    """What is in the archive, how much of each kind, and how it is verified."""
    kinds = [(part.code, __(part.title), counts[part.code]) for part in parts.known()]
    return _page("index.html", reader, language, {"kinds": kinds, "check": CHECK})


def part(reader: Reader, one: Part, rows: Iterable[Row], language: str) -> bytes:
    """One kind as a table; files are linked to."""
    names = names_of(reader.forum)
    return _page(
        "part.html",
        reader,
        language,
        {
            "name_of_part": __(one.title),
            "code": one.code,
            "columns": [__(label) for label, _read in one.columns],
            "links": one.links,
            "rows": [
                (
                    [cell(read(row), reader, language, names) for _label, read in one.columns],
                    _links(row, one),
                )
                for row in rows
            ],
        },
    )


def cell(value: object, reader: Reader, language: str, names: localize.Names) -> str:
    """A value of a row in words of a language."""
    if isinstance(value, Mapping):
        value = value.get(language) or next((one for one in value.values() if one), "")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        if INSTANT.fullmatch(value):
            value = datetime.fromisoformat(value)
        elif DAY.fullmatch(value):
            value = date.fromisoformat(value)
        elif len(value) > LONGEST:
            return value[: LONGEST - 1] + "…"
    return localize.format_value(value, names=names, zone=reader.forum.zone, language=language)


def title(reader: Reader) -> str:
    """What an archive is called in the reader's language."""
    return __("Archive of cycle {number}").format(number=reader.cycle.number)


def _links(row: Row, one: Part) -> list[tuple[str, str]]:
    found = row.get(one.links) if one.links else None
    if not isinstance(found, list):
        return []
    return [(name, name.rpartition("/")[2]) for name in found]


def _page(template: str, reader: Reader, language: str, context: Mapping[str, object]) -> bytes:
    roster = names_of(reader.forum)
    with override(language):
        around = {
            "up": "../",
            "forum": reader.forum,
            "zone": reader.forum.zone,
            "cycle": reader.cycle,
            "language": language,
            "made_at": reader.at,
            "title": title(reader),
            "whose": localize.format_value(reader.party, names=roster, language=language),
        }
        return render_to_string(f"archives/export/{template}", {**around, **context}).encode()

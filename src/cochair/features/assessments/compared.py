"""A result beside what was expected, in plain values, and as the rows of a table in a language."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as __
from django.utils.translation import pgettext

from cochair.features.assessments import results
from cochair.features.parties.models import Party
from cochair.formats.paragraphs import TABLE, Paragraph, Run
from cochair.web import formats, spoken
from cochair.web.localize import translated

# What stands between thousands stays: it is no break between words.
BLANKS = re.compile("[ \\t\\r\\n]+")


@dataclass(frozen=True, slots=True)
class Compared:
    """A line: texts by language, days civil (ISO 8601), figures exact decimals in text.

    `figures` are {title, value, day}, `said` the words of each Party as {words, language}.
    """

    commitment: str
    text: Mapping[str, str]
    expected: Mapping[str, str]
    measured: Mapping[str, str]
    target: str
    until: str
    result: Mapping[str, str]
    figures: tuple[Mapping[str, Any], ...]
    said: Mapping[str, Mapping[str, str]]
    view: str
    why: Mapping[str, str]
    follows: str
    follows_words: Mapping[str, str]


def of(one: results.Line) -> Compared:
    """A line in plain values."""
    agreed, row = one.expectation, one.row
    return Compared(
        commitment=one.slug,
        text=agreed.commitment.text,
        expected=agreed.expected,
        measured=agreed.measured,
        target=agreed.target,
        until=agreed.until.isoformat(),
        result=row.result if row else {},
        figures=tuple(
            {"title": indicator.title, "value": last.value, "day": last.day.isoformat()}
            for indicator, last in one.figures
            if last is not None
        ),
        said={
            party: {"words": said.words, "language": said.language}
            for party, said in sorted(one.said.items())
        },
        view=row.view if row else "",
        why=row.why if row else {},
        follows=row.follows if row else "",
        follows_words=row.follows_words if row else {},
    )


def table(
    found: Iterable[Compared], sides: Sequence[Party], language: str
) -> Iterator[Sequence[str]]:
    """The rows of the table, its head first."""
    yield (
        __("Commitment"),
        __("Expected result"),
        __("Result"),
        *(str(translated(party.short, language)) for party in sides),
        __("View of both Parties"),
        pgettext("of a result", "What follows"),
    )
    for one in found:
        yield (
            f"{one.commitment}. {translated(one.text, language)}",
            _expected(one, language),
            _result(one, language),
            *(_said(one, party.code, language) for party in sides),
            _named(results.VIEWS, one.view, one.why, language),
            _named(results.FOLLOWS, one.follows, one.follows_words, language),
        )


def paragraph(rows: Iterable[Sequence[str]]) -> Paragraph:
    """Rows of words as a table of a text."""
    cells = tuple(tuple((Run(BLANKS.sub(" ", said).strip()),) for said in row) for row in rows)
    return Paragraph("", TABLE, cells=cells)


def _expected(one: Compared, language: str) -> str:
    parts = [
        str(translated(one.expected, language)),
        __("Measured: {how}").format(how=translated(one.measured, language)),
    ]
    if one.target:
        parts.append(__("Target: {figure}").format(figure=formats.figure(one.target, language)))
    day = formats.medium_day(date.fromisoformat(one.until), language)
    parts.append(__("Expected by: {day}").format(day=day))
    return " – ".join(parts)


def _result(one: Compared, language: str) -> str:
    figures = [
        f"{translated(each['title'], language)}: {formats.figure(each['value'], language)}"
        f" ({formats.medium_day(date.fromisoformat(each['day']), language)})"
        for each in one.figures
    ]
    words = str(translated(one.result, language)) if one.result else ""
    return " – ".join(part for part in (words, *figures) if part) or "–"


def _said(one: Compared, party: str, language: str) -> str:
    said = one.said.get(party)
    if said is None:
        return "–"
    return spoken.marked(said["words"], said["language"], language)


def _named(names: Mapping[str, str], code: str, words: Mapping[str, str], language: str) -> str:
    if code not in names:
        return "–"
    said = str(translated(words, language)) if words else ""
    return f"{__(names[code])}. {said}".strip()

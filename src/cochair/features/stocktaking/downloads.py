"""A report to take away as it stands, draft or final: PDF with its pictures, or a Word file.

Once it is final its document is in the register as well, with a number and a digest.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import count

from django.http import Http404
from django.utils.translation import gettext as __

from cochair.features.commitments.models import StocktakingReport
from cochair.features.documents import queries as documents
from cochair.features.documents import vocabulary
from cochair.features.parties import queries as parties
from cochair.features.printing import heading, official, pdf
from cochair.features.printing.heading import Head
from cochair.features.printing.pdf import Blocks
from cochair.features.register import presenters as register
from cochair.features.stocktaking import charts, queries, report_text
from cochair.features.stocktaking.closure import KIND, TITLE
from cochair.features.stocktaking.content import Content
from cochair.features.stocktaking.states import MARKS, state_of
from cochair.formats.paragraphs import TABLE, digest_of_text
from cochair.procedure.calendar import civil_day
from cochair.web.varieties import override

FORMS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# How dark a number of a table is printed, and how many steps there are.
STEPS = 3


def made(row: StocktakingReport, language: str, form: str, at: datetime) -> bytes:
    """The report in a language as a file; 404 for a language that it has not."""
    content = queries.content_of(row, at)
    book = parties.book(row.forum, at)
    if language not in report_text.languages(book) or form not in FORMS:
        raise Http404
    text = report_text.text(row.forum, content, language)
    head, at = _head(row, content, language, at), row.final_at or at
    if form == "docx":
        return official.word(head, text, language=language, at=at)
    digest, pictured = digest_of_text(text), partial(_with_pictures, content=content)
    with override(language):
        return pdf.paper(head, text, language=language, digest=digest, at=at, pictured=pictured)


def _head(row: StocktakingReport, content: Content, language: str, at: datetime) -> Head:
    """The head of both presidencies, with the number of the document once it is registered."""
    book, document = parties.book(row.forum, at), row.document
    day = civil_day(row.final_at or at, row.forum.zone)
    with override(language):
        kinds = vocabulary.kinds(book)
        kind = register.said(kinds, KIND) if KIND in kinds else __("Stock-taking report")
        title = __(TITLE).format(number=content.cycle)
        head = heading.of_both(row.forum, book, day, language, kind=kind, title=title)
        return replace(
            head,
            symbol=documents.name_of(document) if document else __(MARKS[state_of(row)].word),
            marking=register.marking(document, book) if document else "",
        )


def _with_pictures(blocks: Blocks, content: Content) -> Blocks:
    """The blocks of the text; the table of areas is shaded, and bars stand before the trend."""
    found, tables = [], count()
    for block in blocks:
        place = next(tables) if block["kind"] == TABLE else None
        if place == 1:
            block |= {"shades": _shades(content)}
        if place == 2:
            found.append(_bars(content))
        found.append(block)
    return found


def _shades(content: Content) -> list[list[int]]:
    most = max((n for each in content.areas.values() for n in each.values()), default=0) or 1
    return [
        [0, *(0 if not n else 1 + (STEPS - 1) * n // most for n in figures.values()), 0]
        for figures in content.areas.values()
    ]


def _bars(content: Content) -> dict[str, object]:
    """The bars of the trend; the table after them says the same."""
    most = max((sum(figures.values()) for _cycle, figures in content.trend), default=0) or 1
    return {
        "kind": "bars",
        "level": 0,
        "cells": [],
        "legend": [[charts.LOOKS[code], __(word)] for code, word in report_text.legend()],
        "rows": [
            {
                "name": str(cycle),
                "parts": [
                    [charts.LOOKS[status], figures[status], figures[status] / most]
                    for status in charts.LOOKS
                    if figures[status]
                ],
            }
            for cycle, figures in content.trend
        ],
    }

"""A report to take away as it stands, draft or final: PDF with its pictures, or a Word file.

Once it is final its document is in the register as well, with a number and a digest.
"""

from collections.abc import Mapping
from datetime import datetime
from itertools import count

from django.http import Http404
from django.utils.translation import gettext as __

from cochair.features.commitments.models import StocktakingReport
from cochair.features.documents import queries as documents
from cochair.features.documents import vocabulary
from cochair.features.parties import queries as parties
from cochair.features.printing import pdf, pdf_subprocess
from cochair.features.printing.blocks import blocks
from cochair.features.register import presenters as register
from cochair.features.sheets import pdf as sheets
from cochair.features.stocktaking import charts, queries, report_text
from cochair.features.stocktaking.closure import KIND, TITLE
from cochair.features.stocktaking.content import Content
from cochair.features.stocktaking.states import MARKS, state_of
from cochair.formats.paragraphs import TABLE, Text, digest_of_text
from cochair.formats.word.heads import Heads
from cochair.formats.word.writer import write_docx
from cochair.web import formats
from cochair.web.localize import translated
from cochair.web.varieties import override

FORMS: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# Signs of a text that are still set in the process that serves pages.
MOST_HERE = 1_000_000
# How dark a number of a table is printed, and how many steps there are.
STEPS = 3


def made(row: StocktakingReport, language: str, form: str, at: datetime) -> bytes:
    """The report in a language as a file; 404 for a language that it has not."""
    content = queries.content_of(row, at)
    book = parties.book(row.forum, at)
    if language not in report_text.languages(book) or form not in FORMS:
        raise Http404
    text = report_text.text(row.forum, content, language)
    with override(language):
        head = _head(row, content, language, at)
        if form == "docx":
            return write_docx(
                text,
                language=language,
                title=f"{head['symbol']} {head['title']}",
                heads=Heads(
                    left=(str(head["forum"]),),
                    right=(str(head["day"]), str(head["marking"])),
                    symbol=str(head["symbol"]),
                    kind=str(head["kind"]),
                    lines=(),
                    title=str(head["title"]),
                    note="",
                    running=(f"{head['forum']} · {head['title']}", str(head["marking"])),
                ),
                footer=f"{head['title']} · {language.upper()}",
                at=row.final_at or at,
            )
        told = head | {
            "digest": digest_of_text(text),
            "blocks": _with_pictures(text, content),
        }
        make = pdf_subprocess.pdf if _is_long(text) else sheets.pdf
        return make(
            "document.typ",
            told,
            language=language,
            title=str(head["title"]),
            at=row.final_at or at,
            folder=pdf.HERE,
        )


def _is_long(text: Text) -> bool:
    """Whether a text is set in a process of its own: what owners and Parties write has no end."""
    return sum(len(one.text) for one in text) > MOST_HERE


def _head(
    row: StocktakingReport, content: Content, language: str, at: datetime
) -> dict[str, object]:
    book = parties.book(row.forum, at)
    document = row.document
    return {
        "forum": sheets.printable(translated(book.title, language)),
        "symbol": documents.name_of(document) if document else __(MARKS[state_of(row)].word),
        "day": formats.day_of(row.final_at or at, row.forum.zone, language),
        "original": "",
        "codes": [],
        "kind": register.said(vocabulary.kinds(book), KIND)
        if KIND in vocabulary.kinds(book)
        else __("Stock-taking report"),
        "title": __(TITLE).format(number=content.cycle),
        "marking": register.marking(document, book) if document else "",
        "courtesy": "",
        "lines": [],
    }


def _with_pictures(text: Text, content: Content) -> list[dict[str, object]]:
    """The blocks of the text; the table of areas is shaded, and bars stand before the trend."""
    found, tables = [], count()
    for block in blocks(text):
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

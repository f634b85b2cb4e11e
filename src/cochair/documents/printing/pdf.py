"""A document as PDF/A-2a and PDF/UA-1 in one file, by typst (decision 12)."""

from collections.abc import Iterable
from pathlib import Path

from cochair.documents.models import Expression, Publication
from cochair.documents.paragraphs import Paragraph, Run, from_json
from cochair.documents.printing import heading
from cochair.meetings.sheets import printing

HERE = Path(__file__).parent
LONGEST_RUN = 20_000


def pdf(expression: Expression, published: Publication | None = None) -> bytes:
    """One language of a revision, with its head, as it was made at the instant of its release.

    With `published`, with the head that anyone may read.
    """
    head = heading.of(expression, published)
    told = {
        "forum": printing.printable(head.forum),
        "symbol": printing.printable(head.symbol),
        "day": head.day,
        "original": head.original,
        "codes": [printing.printable(code) for code in head.codes],
        "kind": printing.printable(head.kind),
        "title": printing.printable(head.title, 500),
        "marking": printing.printable(head.marking),
        "courtesy": head.courtesy,
        "lines": [[one.label, printing.printable(one.words)] for one in head.lines],
        "digest": expression.digest,
        "paragraphs": [_told(one) for one in from_json(expression.text)],
    }
    return printing.pdf(
        "document.typ",
        told,
        language=expression.language,
        title=f"{head.symbol} {head.title}",
        at=expression.released_at or expression.made_at,
        folder=HERE,
    )


def _told(one: Paragraph) -> dict[str, object]:
    return {
        "kind": one.kind,
        "level": max(1, min(one.level, 4)),
        "number": printing.printable(one.number),
        "runs": _runs(one.runs),
        "cells": [[_runs(cell) for cell in row] for row in one.cells],
        "columns": max((len(row) for row in one.cells), default=0),
    }


def _runs(runs: Iterable[Run]) -> list[dict[str, object]]:
    return [
        {
            # Blanks between two runs are part of the text; `printable` takes those at the ends away.
            "text": _kept(run.text),
            "bold": "b" in run.style,
            "italic": "i" in run.style,
            "underlined": "u" in run.style,
            "note": printing.printable(run.note, LONGEST_RUN) if run.note else "",
        }
        for run in runs
    ]


def _kept(text: str) -> str:
    words = printing.printable(text, LONGEST_RUN)
    before = " " if text[:1].isspace() and words else ""
    after = " " if text[-1:].isspace() and words else ""
    return f"{before}{words}{after}" if words else (" " if text else "")

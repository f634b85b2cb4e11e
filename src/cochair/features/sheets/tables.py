"""A sheet of lines and tables as PDF, in the reader's language."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.http import HttpResponse

from cochair.features.parties.models import Forum
from cochair.features.sheets.pdf import pdf, printable
from cochair.web import localize

type Part = Mapping[str, object]


def sheet(
    forum: Forum,
    title: str,
    lines: Sequence[str],
    digest: str,
    parts: Sequence[Part],
    at: datetime,
) -> bytes:
    """A sheet in the reader's language: lines, a digest, and tables; `at` (UTC) dates the file.

    Every text in `parts` must have gone through `printable`.
    """
    language = localize.language_now()
    told = {
        "forum": printable(localize.translated(forum.short_title, language)),
        "title": printable(title),
        "lines": [printable(line) for line in lines],
        "digest": digest,
        "parts": list(parts),
    }
    return pdf("tables.typ", told, language=language, title=title, at=at)


def taken_away(made: bytes, name: str) -> HttpResponse:
    """A file that is saved and not shown in the page; nobody on the way keeps a copy."""
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer

"""An answer in one language as a page, as PDF/A and as a Word file, all from the same rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as __
from django.utils.translation import override

from cochair.archives.models import Answer
from cochair.compliance import printing
from cochair.documents.paragraphs import HEADING, TITLE, Paragraph, plain
from cochair.documents.word.writing import write_docx
from cochair.meetings.sheets.printing import printable
from cochair.web import formats, wording
from cochair.web.saying import pick

LONGEST = 4_000


def html(made: Answer, language: str) -> bytes:
    """A page of its own, without style or script."""
    with override(language):
        context = {
            "language": language,
            "title": title(made, language),
            "lines": lines(made, language),
            "sections": list(shown(made.content, language)),
            "digest": made.digest,
        }
        return render_to_string("archives/answers/export.html", context).encode()


def pdf(made: Answer, language: str) -> bytes:
    """The same as PDF/A."""
    with override(language):
        parts = [
            {
                "title": printable(section["title"]),
                "columns": [__("What is known"), __("How sure"), __("Sources")],
                "widths": [5, 2, 4],
                "none": "",
                "rows": [
                    [
                        printable(row["said"], LONGEST),
                        printable(row["confidence"]),
                        printable(" ".join(row["sources"]), LONGEST),
                    ]
                    for row in section["rows"]
                ],
            }
            for section in shown(made.content, language)
        ]
        return printing.sheet(
            made.forum,
            title(made, language),
            lines(made, language),
            made.digest,
            parts,
            made.made_at,
        )


def docx(made: Answer, language: str) -> bytes:
    """The same as a Word file."""
    with override(language):
        return write_docx(
            tuple(_paragraphs(made, language)),
            language=language,
            title=title(made, language),
            at=made.made_at,
        )


FORMS: Mapping[str, tuple[str, Callable[[Answer, str], bytes]]] = {
    "html": ("text/html; charset=utf-8", html),
    "pdf": ("application/pdf", pdf),
    "docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx,
    ),
}


def title(made: Answer, language: str) -> str:
    """What an answer is called."""
    return __("{forum}: what is public").format(forum=pick(made.forum.short_title, language))


def lines(made: Answer, language: str) -> list[str]:
    """As of when it speaks, and what it does not hold."""
    at = formats.full_instant(made.made_at, made.forum.zone, language)
    return [
        __("As of {instant}").format(instant=at),
        __(
            "Only what public sources say and what both Parties published. What is unknown is said to be unknown."
        ),
    ]


def shown(content: Iterable[Mapping[str, Any]], language: str) -> Iterator[dict[str, Any]]:
    """The sections in one language, each row with how sure it is in words."""
    for section in content:
        yield {
            "code": section["code"],
            "title": pick(section["title"], language),
            "rows": [
                {
                    "said": pick(row["said"], language),
                    "confidence": _sure(row["confidence"]),
                    "sources": [str(pick(source, language)) for source in row["sources"]],
                }
                for row in section["rows"]
            ],
        }


def _sure(code: str) -> str:
    mark = wording.CONFIDENCE.get(code)
    return __(mark.word) if mark is not None else code


def _paragraphs(made: Answer, language: str) -> Iterator[Paragraph]:
    number = 0

    def one(text: str, kind: str = "", level: int = 0) -> Paragraph:
        nonlocal number
        number += 1
        return plain(f"p-{number}", text, **({"kind": kind, "level": level} if kind else {}))  # type: ignore[arg-type]

    yield one(title(made, language), TITLE)
    for line in lines(made, language):
        yield one(line)
    for section in shown(made.content, language):
        yield one(str(section["title"]), HEADING, 1)
        for row in section["rows"]:
            sources = f" ({'; '.join(row['sources'])})" if row["sources"] else ""
            yield one(f"{row['said']} [{row['confidence']}]{sources}")
    yield one(f"SHA-256 {made.digest}")

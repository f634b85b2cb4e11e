"""A language of a revision, to be taken away in an official form."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from cochair.documents import access, queries
from cochair.documents.models import Expression
from cochair.documents.printing import docx, pdf
from cochair.parties.request import Request

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def as_pdf(request: Request, forum: str, slug: str, number: int, language: str) -> HttpResponse:
    """One language as PDF."""
    found, _hat = access.expression(request, slug, number, language)
    _with_words(found)
    return taken_away(pdf.pdf(found), PDF, file_name(found, "pdf"))


@require_safe
def as_docx(request: Request, forum: str, slug: str, number: int, language: str) -> HttpResponse:
    """One language as a Word file."""
    found, _hat = access.expression(request, slug, number, language)
    _with_words(found)
    return taken_away(docx.docx(found), DOCX, file_name(found, "docx"))


def file_name(expression: Expression, ending: str) -> str:
    """What the file is called: symbol, revision and language, in signs that every system takes."""
    revision = expression.revision
    number = f"-rev-{revision.number}" if revision.number else ""
    return f"{revision.document.slug}{number}-{expression.language}.{ending}"


def taken_away(made: bytes, media_type: str, name: str) -> HttpResponse:
    """A file that is saved and not shown in the page; nobody on the way keeps a copy."""
    answer = HttpResponse(made, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _with_words(expression: Expression) -> None:
    if not expression.text or queries.is_held(expression):
        raise Http404

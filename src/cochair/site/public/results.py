"""The results of a cycle as both published them: one outcome per clause, no reasons, no evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cochair.features.compliance import presenters, statement_pdf
from cochair.features.compliance import queries as compliance
from cochair.features.compliance.statement import instant, published_by
from cochair.features.cycles import queries as cycles
from cochair.features.parties import access
from cochair.features.parties.request import Request
from cochair.procedure.book import Book
from cochair.procedure.result import Outcome


@dataclass(frozen=True, slots=True)
class Published:
    """What was published of a cycle at a UTC instant: outcomes by clause, judged by `book`.

    `versions` names by clause another version where a meeting had opened under that one.
    """

    cycle: int
    at: datetime
    computed_at: datetime
    outcomes: Mapping[str, Outcome]
    versions: Mapping[str, str]
    book: Book


@require_safe
def results(request: Request, forum: str, number: int) -> HttpResponse:
    """The page: every clause with its one outcome; a departure as such."""
    found = _published(request, number)
    sections = presenters.sections(
        found.book,
        None,
        published={rule: one.value for rule, one in found.outcomes.items()},
        books=compliance.books(access.forum(request)),
        versions=found.versions,
    )
    return render(
        request,
        "public/results.html",
        {
            "here": "procedures",
            "found": found,
            "book": found.book,
            "sections": sections,
            "tally": presenters.counted(found.outcomes),
            "printed_in": settings.LANGUAGES,
        },
    )


@require_safe
def as_json(request: Request, forum: str, number: int) -> HttpResponse:
    """The same for programs."""
    found = _published(request, number)
    told = {
        "forum": access.forum(request).slug,
        "cycle": found.cycle,
        "procedure_version": found.book.version,
        "computed_at": instant(found.computed_at),
        "published_at": instant(found.at),
        "outcomes": {rule: one.value for rule, one in found.outcomes.items()},
    }
    return JsonResponse(told, json_dumps_params={"indent": 1})


@require_safe
def as_pdf(request: Request, forum: str, number: int, language: str) -> HttpResponse:
    """The same for print, in one of the languages."""
    found = _published(request, number)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    made = statement_pdf.of_publication(
        access.forum(request),
        found.book,
        number,
        found.outcomes,
        found.versions,
        found.at,
        language,
    )
    answer = HttpResponse(made, content_type="application/pdf")
    name = f"{forum}-cycle-{number}-results-{language}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _published(request: Request, number: int) -> Published:
    """What both published of a cycle; 404 for every cycle of which they published nothing."""
    forum = access.forum(request)
    row, cycle = compliance.publication_of(forum, number), cycles.cycle(forum, number)
    if row is None or cycle is None:
        raise Http404
    computed = datetime.fromisoformat(row.body["computed_at"])
    return Published(
        cycle=number,
        at=row.at,
        computed_at=computed,
        outcomes={rule: Outcome(code) for rule, code in row.body["outcomes"].items()},
        versions=published_by(cycle, row.body),
        book=compliance.book_of_cycle(forum, cycle, computed),
    )

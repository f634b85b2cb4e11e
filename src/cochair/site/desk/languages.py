"""The page of the language desk."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cochair.features.parties import access
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.site.desk import language_desk


@require_safe
def languages(request: Request, forum: str) -> HttpResponse:
    """Every document with its languages, gaps first; who owes them and how many days late."""
    hat = access.require_reader(request)
    found = access.forum(request)
    book = parties.book(found, request.now)
    wanted = {
        "gaps": request.GET.get("gaps", "")[:2],
        "meeting": request.GET.get("meeting", "")[:96],
    }
    everything = language_desk.owed(found, hat, request.now, wanted)
    page = Paginator(everything, language_desk.ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/languages.html",
        {
            "here": "languages",
            "page": page,
            "rows": language_desk.rows(found, hat, request.now, list(page.object_list)),
            "shares": language_desk.shares(found, everything),
            "gaps": sum(one.is_gap for one in everything),
            "clauses": language_desk.clauses(book),
            "wanted": wanted,
            "book": book,
        },
    )

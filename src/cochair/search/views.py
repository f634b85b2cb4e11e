"""One page of search: for an office over what it may read, for anyone over what is published."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cochair.parties import access as doors
from cochair.parties import queries as parties
from cochair.parties.request import Request
from cochair.search import access, choosing, forms, presenting, queries, reading
from cochair.search import question as asking
from cochair.web.saying import language_now

ON_A_PAGE = 20


@require_safe
def search(request: Request, forum: str) -> HttpResponse:
    """What answers `?q=`, by document, in the reader's language, as far as its reader may read."""
    found, hat = doors.forum(request), access.reader(request)
    book = parties.book(found, request.now)
    language, to = language_now(), forms.filters(request.GET)
    typed = request.GET.get("q", "")
    reading.catch_up(found, request.now)
    asked = asking.read(typed, book.languages, queries.terms(found))
    answers = queries.find(found, asked, hat=hat, at=request.now, language=language, to=to)
    page = Paginator(answers.groups, ON_A_PAGE).get_page(request.GET.get("page"))
    audience = queries.audience_of(hat)
    groups = list(page.object_list)
    texts = queries.texts(groups, presenting.SHOWN, audience=audience)
    cards = queries.cards(found, groups, audience)
    return render(
        request,
        "search/search.html",
        {
            "here": "search",
            "typed": typed[: asking.MOST_SIGNS],
            "asked": asked,
            "page": page,
            "results": presenting.results(groups, cards, texts, asked, language),
            "count": presenting.count(answers),
            "is_public": hat is None,
            "to": to,
            "choices": choosing.choices(found, book, hat, request.now),
            "all": f"?{urlencode({'q': typed[: asking.MOST_SIGNS]})}",
            "most_words": asking.MOST_WORDS,
        },
    )

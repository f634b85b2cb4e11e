"""Answers of one's own Party: choose and see, keep, take away."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_safe

from cochair.archives import access, queries
from cochair.archives.answers import actions, content, taking
from cochair.archives.answers.forms import Asked
from cochair.archives.models import Answer
from cochair.documents.printing.answering import taken_away
from cochair.parties import access as parties
from cochair.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.saying import language_now
from cochair.web.typed import filled


@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: Request, forum: str) -> HttpResponse:
    """Choose what is answered and see it before it is kept; with POST, keep it."""
    hat = access.keeper(request)
    if request.method != "POST":
        return _answers(request)
    try:
        made = actions.answer(
            parties.forum(request), **filled(Asked(request.POST)), by=hat, at=request.now
        )
    except Refused as refused:
        return _answers(request, refusals=refused.refusals, status=422)
    messages.info(request, __("The answer is kept as it stands."))
    return redirect("archives:answer", forum, made.number)


@require_safe
def answer(request: Request, forum: str, number: int) -> HttpResponse:
    """One answer as it was kept."""
    found = _own(request, number)
    return render(
        request,
        "archives/answers/answer.html",
        {
            "here": "journal",
            "answer": found,
            "sections": list(taking.shown(found.content, language_now())),
            "forms": list(taking.FORMS),
        },
    )


@require_safe
def take(request: Request, forum: str, number: int, language: str, form: str) -> HttpResponse:
    """An answer in one of its languages and forms, as a file."""
    found = _own(request, number)
    if language not in found.languages or form not in taking.FORMS:
        raise Http404
    media, make = taking.FORMS[form]
    name = f"{found.forum.slug}-answer-{number}-{language}.{form}"
    return taken_away(make(found, language), media, name)


def _answers(
    request: Request, *, refusals: tuple[Refusal, ...] = (), status: int = 200
) -> HttpResponse:
    hat, room = access.keeper(request), parties.forum(request)
    form = Asked(request.POST if request.method == "POST" else request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    topics, languages = said.get("topics") or [], said.get("languages") or []
    preview = content.sections(room, topics, request.now)
    return render(
        request,
        "archives/answers/answers.html",
        {
            "here": "journal",
            "topics": [(code, __(words), code in topics) for code, words in content.TOPICS.items()],
            "offered": [(code, code in languages) for code, _name in settings.LANGUAGES],
            "audience": said.get("audience", ""),
            "chosen": topics,
            "languages_chosen": languages,
            "preview": list(taking.shown(preview, language_now())),
            "made": queries.answers(room, hat.party),
            "refusals": refusals,
        },
        status=status,
    )


def _own(request: Request, number: int) -> Answer:
    """An answer of the reader's own Party; 404 for the other's, as for none at all."""
    hat = access.keeper(request)
    found = queries.answer(parties.forum(request), hat.party, number)
    if found is None:
        raise Http404
    return found

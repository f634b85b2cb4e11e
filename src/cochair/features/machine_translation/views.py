"""Ask for a machine translation; and the address to which a provider answers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as __
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.documents import access, queries
from cochair.features.machine_translation import actions, dispatch
from cochair.features.machine_translation import queries as machine
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.features.register import forms
from cochair.web.cleaning import cleaned_or_refuse


@require_POST
def ask(request: Request, forum: str, slug: str, language: str) -> HttpResponse:
    """Ask the provider that is set for a language of the newest revision."""
    found, hat = access.own(request, slug)
    revision = queries.last_revision(found)
    if revision is None or language not in parties.book(found.forum, request.now).languages:
        raise Http404
    typed = cleaned_or_refuse(forms.Seen(request.POST))
    actions.ask(
        revision, language, provider=machine.the_provider(), **typed, by=hat, at=request.now
    )
    messages.info(
        request,
        __(
            "Machine translation requested. It is a courtesy translation until a "
            "person has reviewed it."
        ),
    )
    return redirect("documents:write", forum, slug, language)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What a provider sends back; for everybody without the token there is no such page.

    Nothing can be read here, and nothing tells whether a token was used before.
    """
    row = machine.by_key(dispatch.key_of(token)) if request.method == "POST" else None
    provider = machine.the_provider()
    if row is None or row.provider != provider.code:
        raise Http404
    try:
        told = provider.read(request.body)
    except (ValueError, RecursionError):
        return HttpResponse(status=400)
    actions.take_back(row, told, at=request.now)  # type: ignore[attr-defined]
    return HttpResponse(status=200)

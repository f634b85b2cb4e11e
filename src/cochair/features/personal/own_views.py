"""One's own data: what is held, to be corrected, taken away, and erased as far as it can go."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cochair.features.accounts import actions as accounts
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.features.personal import access, export, forms, presenters, requests, subject_access
from cochair.procedure.refusal import Refusal, Refused
from cochair.web import archive
from cochair.web.cleaning import wrong
from cochair.web.localize import language_now


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: Request) -> HttpResponse:
    """What is held about the person who is signed in; POST corrects the name."""
    account = access.account(request)
    if request.method != "POST":
        return _own(request)
    form = forms.Name(request.POST)
    if not form.is_valid():
        return _own(request, refusals=wrong(form))
    try:
        accounts.rename(account, name=form.cleaned_data["name"])
    except Refused as refused:
        return _own(request, refusals=refused.refusals)
    messages.info(request, __("Your name has been corrected. Earlier records keep the old name."))
    return redirect("own_data:own")


@login_required
@require_GET
def take(request: Request) -> HttpResponseBase:
    """The same as a file of one's own."""
    account = access.account(request)
    tables = subject_access.of_account(account)
    language = language_now()
    names = presenters.names(parties.forums(), tables)
    files = export.files(tables, names=names, at=request.now, zone=account.zone, language=language)
    return archive.answer(files, f"personal-data-{language}.zip")


@login_required
@require_POST
def erase(request: Request) -> HttpResponse:
    """Erase one's own account, where no office needs it any more."""
    account = access.account(request)
    understood = forms.Erasure(request.POST).is_understood
    try:
        requests.erase_own(account, understood=understood, at=request.now)
    except Refused as refused:
        return _own(request, refusals=refused.refusals)
    logout(request)
    messages.info(request, __("Your account has been erased, and you have been signed out."))
    return redirect("forums")


def _own(request: Request, *, refusals: tuple[Refusal, ...] = ()) -> HttpResponse:
    account = access.account(request)
    form = forms.Name(initial={"name": account.name})
    context = {
        "account": account,
        "form": form,
        "counts": presenters.counts(subject_access.of_account(account)),
        "stays": requests.holds_office(account, request.now),
        "refusals": refusals,
    }
    return render(request, "personal/own.html", context, status=422 if refusals else 200)

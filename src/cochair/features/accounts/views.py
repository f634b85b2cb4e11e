"""Where one is signed in, and ending it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST, require_safe

from cochair.features.accounts import sessions
from cochair.features.accounts.models import SignedIn


@require_safe
@login_required
def signed_in(request: HttpRequest) -> HttpResponse:
    """The browsers in which one is signed in now; nobody sees those of others."""
    key = request.session.session_key
    rows = [(sessions.handle(row), row, row.session_key == key) for row in _own(request)]
    return render(request, "account/sessions.html", {"rows": rows})


@require_POST
@login_required
def end(request: HttpRequest) -> HttpResponse:
    """End one session, or all but this one."""
    named = request.POST.get("session", "")
    key = request.session.session_key
    if not sessions.end(request.user, named, but=key) and named:  # type: ignore[arg-type]
        raise Http404
    messages.info(request, __("Ended. Whoever was signed in there is signed out."))
    return redirect("account_sessions")


def _own(request: HttpRequest) -> list[SignedIn]:
    return list(sessions.of(request.user))  # type: ignore[arg-type]

"""The outbox, one message, how one is written to, and what the demo caught."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods

from cochair.mail import access, actions, forms, queries


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Say how one wants to be written to; each person for themselves only."""
    account = access.account(request)
    found = queries.preference(account)
    form = forms.Preferences(
        request.POST or None,
        initial={
            "digest": found.digest,
            "quiet_from": found.quiet_from,
            "quiet_until": found.quiet_until,
            "zone": account.zone,
        },
    )
    if form.is_valid():
        actions.prefer(account, **form.cleaned_data)
        messages.info(request, __("Your choice is kept, and holds from the next letter on."))
        return redirect("mail:preferences")
    status = 422 if form.is_bound else 200
    return render(request, "mail/preferences.html", {"form": form}, status=status)

"""A flood of passwords is refused at the door; and a second factor comes before anything else, but
for the accounts of the demo."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cochair.features.accounts import browsers, limits
from cochair.web import errors, varieties
from cochair.web.middleware import READS

SIGN_IN = "/accounts/login/"

type Next = Callable[[HttpRequest], HttpResponse]


def slowed(get_response: Next) -> Next:
    """Answer at once whoever is known to be refused: neither a hash nor a query is spent on a flood.

    Whoever set a password by a link in a mail is known by this browser from then on.
    Source: docs/decisions/0058.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path_info.endswith(SIGN_IN):
            wait = limits.is_refused(request, request.POST.get("login", ""))
            if wait:
                return errors.slowed(wait)
        response = get_response(request)
        if (account := getattr(request, "marks", None)) is not None:
            browsers.mark(request, response, account, request.now)  # type: ignore[attr-defined]
        return response

    return answer


def variety(get_response: Next) -> Next:
    """Make pages in the regional variety that the reader's account has chosen.

    What a form sends is done in the languages themselves, so that no variety is stored; what
    refuses it is a page for the reader again.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        is_read = request.method in READS and request.user.is_authenticated
        with varieties.reading(request.user.variety if is_read else ""):  # type: ignore[union-attr]
            return get_response(request)

    return answer


def second_factor(get_response: Next) -> Next:
    """Lead a person without a one-time code or passkey to where one is set up.

    Source: security.md section 2 (V6); OWASP ASVS 5.0, chapter 6.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        account = request.user
        if not account.is_authenticated or _passes(request, account):
            return get_response(request)
        return redirect("mfa_index")

    return answer


def _passes(request: HttpRequest, account: object) -> bool:
    """Whether this request may go on without a second factor."""
    if settings.DEMO and account.is_demo:  # type: ignore[attr-defined]
        return True
    if request.path.startswith((reverse("account_login").rsplit("login", 1)[0], "/static/")):
        return True
    return bool(is_mfa_enabled(account))

"""How allauth behaves here: nobody signs up; an account is opened with an office."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cochair.accounts import browsers
from cochair.accounts.models import Account


class ByInvitation(DefaultAccountAdapter):
    """Accounts are opened by those who appoint, never by oneself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account from outside."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: object) -> object | None:
        """An account of the demo is no account where the demo is off."""
        account = super().authenticate(request, **credentials)
        if account is not None and account.is_demo and not settings.DEMO:
            return None
        return account

    def post_login(self, request: HttpRequest, user: Account, **facts: Any) -> HttpResponse:
        """Whoever has signed in wholly is known by this browser from now on.

        An account of the demo is shared by many, and is told of none.
        """
        response: HttpResponse = super().post_login(request, user, **facts)
        if not user.is_demo:
            browsers.mark(request, response, user, request.now)  # type: ignore[attr-defined]
        return response

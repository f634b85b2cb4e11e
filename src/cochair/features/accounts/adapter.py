"""How allauth behaves here: nobody signs up; an account is opened with an office."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cochair.features.accounts import browsers, limits
from cochair.features.accounts.models import Account
from cochair.web import security_log


class ByInvitation(DefaultAccountAdapter):
    """Accounts are opened by those who appoint, never by oneself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account from outside."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing of the library's own: its limits shut out."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> object | None:
        """The account of a right password, as often as that may be tried.

        An account of the demo is no account where the demo is off.
        """
        with limits.a_password(request, credentials.get("email", "")) as right:
            account: Account | None = super().authenticate(request, **credentials)
            if account is not None and (settings.DEMO or not account.is_demo):
                right.append(account)
                return account
        self._failed(request, credentials.get("email", ""))
        return None

    def post_login(self, request: HttpRequest, user: Account, **facts: Any) -> HttpResponse:
        """Whoever has signed in wholly is known by this browser from now on.

        An account of the demo is shared by many, and is told of none.
        """
        response: HttpResponse = super().post_login(request, user, **facts)
        if not user.is_demo:
            browsers.mark(request, response, user, request.now)  # type: ignore[attr-defined]
        return response

    def _failed(self, request: HttpRequest, email: str) -> None:
        """Tell of a wrong password, by number where there is such an account."""
        if request.user.is_authenticated:
            security_log.event("step_up.failed", method="password")
            return
        row = Account.objects.filter(email__iexact=email).values_list("pk", flat=True).first()
        security_log.event("sign_in.failed", account=row, name=security_log.pseudonym(email))

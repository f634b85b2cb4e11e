"""What the libraries that sign people in tell, as events for whoever watches over the server.

They tell it by signals of their own; no app here sends one.  Source: docs/decisions/0053.
"""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.http import HttpRequest

from cochair.features.accounts import forms, sessions
from cochair.features.accounts.models import Account
from cochair.web import security_log

_HERE = "cochair.features.accounts.sign_in_signals"


def listen() -> None:
    """Listen to each of them; called once, when the app is ready."""
    auth.user_logged_in.connect(_signed_in, dispatch_uid=f"{_HERE}.in")
    auth.user_logged_out.connect(_signed_out, dispatch_uid=f"{_HERE}.out")
    account.password_changed.connect(_password_changed, dispatch_uid=f"{_HERE}.changed")
    account.password_set.connect(_password_changed, dispatch_uid=f"{_HERE}.set")
    account.password_reset.connect(_password_by_link, dispatch_uid=f"{_HERE}.link")
    account.authentication_step_completed.connect(_shown, dispatch_uid=f"{_HERE}.shown")
    mfa.authenticator_added.connect(_factor_added, dispatch_uid=f"{_HERE}.added")
    mfa.authenticator_reset.connect(_factor_made_anew, dispatch_uid=f"{_HERE}.anew")
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid=f"{_HERE}.removed")
    mfa.authentication_failed.connect(_factor_failed, dispatch_uid=f"{_HERE}.failed")


def _signed_in(user: Account, request: HttpRequest, **_more: Any) -> None:
    sessions.began(request)
    security_log.event("sign_in.succeeded", account=user.pk)


def _signed_out(user: Account | None, **_more: Any) -> None:
    if user is not None:
        security_log.event("sign_out", account=user.pk)


def _password_changed(user: Account, **_more: Any) -> None:
    security_log.event("password.changed", account=user.pk, by="password")


def _password_by_link(user: Account, request: HttpRequest, **_more: Any) -> None:
    """Whoever set a password by a link in a mail is known by this browser from now on."""
    security_log.event("password.changed", account=user.pk, by="link")
    request.marks = user  # type: ignore[attr-defined]


def _shown(user: Account, method: str, **more: Any) -> None:
    if more.get("reauthenticated"):
        security_log.event("step_up.passed", account=user.pk, method=more.get("type", method))


def _factor_added(
    user: Account, authenticator: Authenticator, request: HttpRequest, **_more: Any
) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        forms.used_up(authenticator, request.used_up)  # type: ignore[attr-defined]
    security_log.event("factor.added", account=user.pk, factor=authenticator.type)


def _factor_made_anew(user: Account, authenticator: Authenticator, **_more: Any) -> None:
    security_log.event("factor.made_anew", account=user.pk, factor=authenticator.type)


def _factor_removed(user: Account, authenticator: Authenticator, **_more: Any) -> None:
    security_log.event("factor.removed", account=user.pk, factor=authenticator.type)


def _factor_failed(user: Account, authenticator: Authenticator, **more: Any) -> None:
    name = "step_up.failed" if more.get("reauthentication") else "factor.failed"
    security_log.event(name, account=user.pk, method=authenticator.type)

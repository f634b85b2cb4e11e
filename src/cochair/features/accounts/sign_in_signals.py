"""What the libraries that sign people in tell, as events for whoever watches over the server.

They tell it by signals of their own; no app here sends one.  Source: docs/decisions/0053.
"""

from datetime import datetime
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.http import HttpRequest

from cochair.features.accounts import credentials, forms, sessions
from cochair.features.accounts.credentials import Change
from cochair.features.accounts.models import Account
from cochair.web import security_log

_HERE = "cochair.features.accounts.sign_in_signals"


def listen() -> None:
    """Listen to each of them; called once, when the app is ready."""
    auth.user_logged_in.connect(_signed_in, dispatch_uid=f"{_HERE}.in")
    auth.user_logged_out.connect(_signed_out, dispatch_uid=f"{_HERE}.out")
    account.password_changed.connect(_password_changed, dispatch_uid=f"{_HERE}.changed")
    account.password_set.connect(_password_set, dispatch_uid=f"{_HERE}.set")
    account.email_changed.connect(_address_changed, dispatch_uid=f"{_HERE}.address")
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


def _password_changed(user: Account, request: HttpRequest, **_more: Any) -> None:
    security_log.event("password.changed", account=user.pk, by="password")
    credentials.changed(user, Change.PASSWORD, _now(request))


def _password_set(user: Account, **_more: Any) -> None:
    """The first password of an account: nothing is changed by it."""
    security_log.event("password.changed", account=user.pk, by="password")


def _password_by_link(user: Account, request: HttpRequest, **_more: Any) -> None:
    """Whoever set a password by a link in a mail is known by this browser from now on."""
    security_log.event("password.changed", account=user.pk, by="link")
    request.marks = user  # type: ignore[attr-defined]
    if credentials.is_set_up(user):
        credentials.changed(user, Change.PASSWORD, _now(request))


def _address_changed(
    user: Account, request: HttpRequest, from_email_address: Any, **_more: Any
) -> None:
    """Both addresses are told: who has the account at the new one may not be its holder."""
    former = from_email_address.email if from_email_address is not None else ""
    security_log.event("address.changed", account=user.pk)
    credentials.changed(user, Change.ADDRESS, _now(request), former=former)


def _shown(user: Account, method: str, **more: Any) -> None:
    if more.get("reauthenticated"):
        security_log.event("step_up.passed", account=user.pk, method=more.get("type", method))


def _factor_added(
    user: Account, authenticator: Authenticator, request: HttpRequest, **_more: Any
) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        forms.used_up(authenticator, request.used_up)  # type: ignore[attr-defined]
    security_log.event("factor.added", account=user.pk, factor=authenticator.type)
    # The first one sets the account up, and recovery codes come with it.
    if _is_factor(authenticator) and credentials.factors(user) > 1:
        credentials.changed(user, Change.FACTOR_ADDED, _now(request))


def _factor_made_anew(
    user: Account, authenticator: Authenticator, request: HttpRequest, **_more: Any
) -> None:
    security_log.event("factor.made_anew", account=user.pk, factor=authenticator.type)
    credentials.changed(user, Change.CODES, _now(request))


def _factor_removed(
    user: Account, authenticator: Authenticator, request: HttpRequest, **_more: Any
) -> None:
    security_log.event("factor.removed", account=user.pk, factor=authenticator.type)
    if _is_factor(authenticator):
        credentials.changed(user, Change.FACTOR_REMOVED, _now(request))


def _is_factor(authenticator: Authenticator) -> bool:
    return authenticator.type != Authenticator.Type.RECOVERY_CODES  # type: ignore[no-any-return]


def _now(request: HttpRequest) -> datetime:
    """The instant of a request."""
    at: datetime = request.now  # type: ignore[attr-defined]
    return at


def _factor_failed(user: Account, authenticator: Authenticator, **more: Any) -> None:
    name = "step_up.failed" if more.get("reauthentication") else "factor.failed"
    security_log.event(name, account=user.pk, method=authenticator.type)

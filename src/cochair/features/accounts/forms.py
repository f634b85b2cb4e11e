"""What is typed to show who one is: tried as often as may be, and a code is good once."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, ResetPasswordForm
from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn import forms as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction

from cochair.features.accounts import limits
from cochair.web import security_log
from cochair.web.clock import true_now

# The number of the last half minute whose code was used, in what is kept of an authenticator.
LAST = "last_used"


class _Once:
    """What both forms ask of a code."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        """The code, right and not used before.  Raises TooOften, and ValidationError."""
        with limits.a_code(context.request, self.user) as right:
            code: str = super().clean_code()  # type: ignore[misc]
            if self.authenticator.type == Authenticator.Type.TOTP and not _first_use(
                self.authenticator, code
            ):
                raise get_adapter().validation_error("incorrect_code")
            right.append(code)
        return code


class AskForLink(ResetPasswordForm):
    """Asking for the link that sets a new password: a few mails to an address, and no flood of them."""

    def clean_email(self) -> str:
        """The address, whether there is such an account or not.  Raises TooOften."""
        email: str = super().clean_email()
        limits.a_link(context.request, email)
        return email


class ChangePassword(ChangePasswordForm):
    """Another password: the old one is tried as often as whoever is signed in may try it."""

    def clean_oldpassword(self) -> str:
        """The old password.  Raises TooOften, and ValidationError for a wrong one."""
        with limits.a_password(context.request, self.user.email) as right:
            try:
                password: str = super().clean_oldpassword()
            except ValidationError:
                security_log.event("step_up.failed", method="password")
                raise
            right.append(password)
        return password


class Authenticate(_Once, forms.AuthenticateForm):
    """The second step of signing in."""


class Reauthenticate(_Once, forms.ReauthenticateForm):
    """Showing once more who one is."""


class _Passkey:
    """What all forms ask of a passkey: who tries one that is none is told of, as of a wrong code."""

    user: Any
    reauthenticated: bool

    def clean_credential(self) -> Authenticator:
        """The passkey.  Raises ValidationError for one that is none."""
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
        except ValidationError:
            of_known = "step_up.failed" if self.reauthenticated else "factor.failed"
            whose = {"account": self.user.pk} if self.user else {}
            event = of_known if self.user else "sign_in.failed"
            security_log.event(event, method=Authenticator.Type.WEBAUTHN.value, **whose)
            raise
        return found


class SignInByPasskey(_Passkey, webauthn.LoginWebAuthnForm):
    """Signing in by a passkey alone."""


class AuthenticateByPasskey(_Passkey, webauthn.AuthenticateWebAuthnForm):
    """The second step of signing in, by a passkey."""


class ReauthenticateByPasskey(_Passkey, webauthn.ReauthenticateWebAuthnForm):
    """Showing once more who one is, by a passkey."""


class Activate(totp.ActivateTOTPForm):
    """Setting up an authenticator with one of its codes, which is used up by that."""

    def clean_code(self) -> str:
        """The code.  Raises TooOften, and ValidationError for a wrong one."""
        request = context.request
        with limits.a_code(request, self.user) as right:
            code: str = super().clean_code()
            right.append(code)
        request.used_up = _of(self.secret, code)
        return code


def used_up(authenticator: Authenticator, period: int) -> None:
    """The code that set up an authenticator is good for nothing else."""
    authenticator.data[LAST] = period
    authenticator.save(update_fields=["data"])


@transaction.atomic
def _first_use(authenticator: Authenticator, code: str) -> bool:
    """Note that a right code was used; False when it, or a later one, was used before."""
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    at = _of(decrypt(row.data["secret"]), code)
    if at <= row.data.get(LAST, -1):
        return False
    row.data[LAST] = at
    row.save(update_fields=["data"])
    return True


def _of(secret: str, code: str) -> int:
    """To which half minute a right code belongs; one that passed meanwhile to the one before."""
    now, more = _period(), app_settings.TOTP_TOLERANCE
    around = range(now + more, now - more - 2, -1)
    typed = "".join(code.split())
    return next(
        (n for n in around if auth.format_hotp_value(auth.hotp_value(secret, n)) == typed),
        now - more - 1,
    )


def _period() -> int:
    lasts: int = app_settings.TOTP_PERIOD
    return int(true_now().timestamp()) // lasts

"""Grave acts are done by a person who showed only minutes ago who it is.

Signing in counts; afterwards the password, a code or a passkey is asked for once more.  An
objection is never asked for it: whoever doubts must be heard (security.md section 8).
"""

from datetime import timedelta

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from cochair.web import security_log
from cochair.web.clock import true_now
from cochair.web.errors import ReauthenticationRequired

LATELY = timedelta(minutes=5)


def require_recent_auth(request: HttpRequest) -> None:
    """Raises ReauthenticationRequired when the person has not shown within the last five minutes who it is.

    The machine's time counts, for nobody shifts it; an account of the demo has nothing to show.
    Source: OWASP ASVS 5.0, 7.5.3.
    """
    account = request.user
    if settings.DEMO and account.is_demo:  # type: ignore[union-attr]
        return
    shown = [one["at"] for one in get_authentication_records(request, account)]
    if not shown or true_now().timestamp() - max(shown) > LATELY.total_seconds():
        security_log.event("step_up.asked")
        raise ReauthenticationRequired

"""How long somebody stays signed in: twelve hours at most, and two without any use.

The rows say whose a session is, so that everybody sees and ends their own.  The machine's time counts.
Source: OWASP ASVS 5.0, 7.3 and 7.5.2; docs/decisions/0038.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from cochair.features.accounts.models import BEGAN, Account, SessionStore, SignedIn
from cochair.web import security_log
from cochair.web.clock import true_now

# Django looks for it in the module that SESSION_ENGINE names.
__all__ = ["SessionStore"]

type Next = Callable[[HttpRequest], HttpResponse]

# How often it is noted that a session is used.
NOTED_EVERY = timedelta(minutes=5)
USED = "used"


def began(request: HttpRequest) -> None:
    """Somebody has signed in: from now on the hours are counted."""
    request.session[BEGAN] = true_now().timestamp()


def used(get_response: Next) -> Next:
    """Note that a session is used, every few minutes; a screen that follows a sitting is used."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = true_now().timestamp()
            if now - request.session.get(USED, 0) > NOTED_EVERY.total_seconds():
                request.session[USED] = now
        return get_response(request)

    return answer


def of(account: Account) -> QuerySet[SignedIn]:
    """Where somebody is signed in now, the last begun first."""
    rows = SignedIn.objects.filter(account=account, expire_date__gt=true_now())
    return rows.order_by("-began_at")


def handle(row: SignedIn) -> str:
    """What a page calls a session: its key, which signs in, is shown to nobody."""
    return salted_hmac("cochair.session", row.session_key, algorithm="sha256").hexdigest()[:16]


def end(account: Account, handles: str, *, but: str | None) -> int:
    """End one session of an account by its handle, or all with an empty one; how many ended.

    `but` is the key of the session that is never ended here: signing out does that.
    """
    found = [
        row
        for row in of(account).exclude(session_key=but or "")
        if not handles or constant_time_compare(handle(row), handles)
    ]
    SignedIn.objects.filter(session_key__in=[row.session_key for row in found]).delete()
    if found:
        security_log.event("session.ended", account=account.pk, number=len(found))
    return len(found)

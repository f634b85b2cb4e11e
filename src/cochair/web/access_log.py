"""One line of JSON for each request that was answered, in the file that COCHAIR_ACCESS_LOG names.

Off without a file: the lines say who read what, which is personal data.  The page is told by its name
and by what it is about, never by its address, which may hold the secret of a link (findings.md, O1).
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cochair.web import security_log

logger = logging.getLogger("cochair.access")

type Next = Callable[[HttpRequest], HttpResponse]


def written(get_response: Next) -> Next:
    """Write a line for each answer; `seconds` is what it took in here, without waiting for a turn."""

    def answer(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        if logger.isEnabledFor(logging.INFO):
            _write(request, response, time.perf_counter() - began)
        return response

    return answer


def _write(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    match, user = request.resolver_match, getattr(request, "user", None)
    facts = {
        "method": request.method,
        "page": match.view_name if match else None,
        "where": security_log.about(match) if match else {},
        "status": response.status_code,
        "seconds": round(seconds, 4),
        "bytes": None if response.streaming else len(response.content),
        "account": user.pk if user is not None and user.is_authenticated else None,
        "address": request.META.get("REMOTE_ADDR", ""),
    }
    logger.info("answered", extra={"facts": facts})

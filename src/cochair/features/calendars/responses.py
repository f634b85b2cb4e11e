"""A calendar as an answer: its type, its mark, and who may keep a copy."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from cochair.features.calendars.personal_calendar import Made

A_QUARTER = 15 * 60


def secret(request: HttpRequest, made: Made, *, name: str) -> HttpResponse:
    """A calendar behind a secret address: nobody on the way keeps a copy."""
    answer = kept_by_nobody(_calendar(request, made, name))
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def public(request: HttpRequest, made: Made, *, name: str) -> HttpResponse:
    """A calendar for all, which may be kept for a quarter of an hour."""
    answer = _calendar(request, made, name)
    answer["Cache-Control"] = f"public, max-age={A_QUARTER}"
    return answer


def kept_by_nobody(answer: HttpResponse) -> HttpResponse:
    """No copy between the house and the reader, and none in a search engine.

    A page with a form keeps its referrer: without one, browsers hide where its answer comes
    from, and the form would be taken for a forged one.
    """
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _calendar(request: HttpRequest, made: Made, name: str) -> HttpResponse:
    """The whole calendar, or 304 to whoever has it as it is."""
    answer = HttpResponse(made.octets, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["ETag"] = made.tag
    return cast(HttpResponse, get_conditional_response(request, etag=made.tag, response=answer))

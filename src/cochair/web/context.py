"""What the base template needs on every page, whatever the page is about."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from cochair.web import formats, varieties
from cochair.web.clock import clock
from cochair.web.localize import language_now


def page(request: HttpRequest) -> Mapping[str, object]:
    """The language and the same page in every other, the clock of record, and where home is."""
    language = language_now()
    forum = getattr(request, "forum", None)
    zone = getattr(forum, "zone", settings.TIME_ZONE)
    now = getattr(request, "now", None) or clock.now()
    return {
        "lang": language,
        "tag": varieties.tag(),
        "languages": [
            {"code": code, "href": in_language(request, code)} for code, _name in settings.LANGUAGES
        ],
        "now": now,
        "clock_line": formats.full_instant(now, zone, language),
        "clock_is_set": clock.is_set or getattr(forum, "clock_at", None) is not None,
        "demo": settings.DEMO,
        "contact": settings.CONTACT,
        "home": f"/{language}/{forum.slug}/" if forum else f"/{language}/",
        "path_to_return": _own_path(request),
    }


def in_language(request: HttpRequest, code: str) -> str:
    """The address of this same page in a language, with its question."""
    path = _own_path(request)
    first, _slash, rest = path.lstrip("/").partition("/")
    if first in dict(settings.LANGUAGES):
        return f"/{code}/{rest}"
    return f"/{code}/"


def _own_path(request: HttpRequest) -> str:
    """Where one comes back to: this page, or the page whose form was just sent."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        parts = urlsplit(came_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.path

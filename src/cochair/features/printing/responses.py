"""A document as an answer that is saved, and never shown in the page."""

from django.http import HttpResponse


def taken_away(made: bytes, media_type: str, name: str) -> HttpResponse:
    """A file that is saved and not shown in the page; nobody on the way keeps a copy."""
    answer = HttpResponse(made, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer

"""Pages that are not there: the same bytes but for the address to come back to after signing in."""

from urllib.parse import quote

from django.http import HttpResponse


def faceless(answer: HttpResponse) -> bytes:
    """A page without the address that was asked for, which is all of the request that it shows."""
    path: str = answer.wsgi_request.path  # type: ignore[attr-defined]
    shown = f"?next={quote(path, safe='')}".encode()
    return answer.content.replace(shown, b"")

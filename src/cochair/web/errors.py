"""Pages that say no, in the reader's language: what, why, and what next.

| page | when |
|---|---|
| 302 | to sign in: there is no such page for a stranger, whether it exists or not |
| 400 | the request cannot be read |
| 403 | the thing is visible, the act is not this office's; the clause says why |
| 403 | the act is grave, and whoever does it must first show who it is |
| 404 | there is no such page, or it is none for this reader: the same bytes |
| 409 | what the reader saw has changed meanwhile, or objections stand |
| 422 | the procedures say no |
| 429 | the same was tried too often, and may be tried again later |
| 500 | our mistake |

Source: corrections.md section 4, "Refusals".
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import ceil
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cochair.procedure.refusal import Refusal, Sentence
from cochair.web import formats, security_log
from cochair.web.cache import part
from cochair.web.cleaning import UNREADABLE, HourUnclear
from cochair.web.localize import language_now, say

LONGEST_PATH = 300


class StaleVersion(Exception):
    """What the reader acted on has been replaced meanwhile.

    `theirs` is what stands now and `mine` what the reader sent, both as text.
    """

    def __init__(self, said: Sentence | Refusal, *, theirs: str, mine: str) -> None:
        super().__init__(str(said))
        self.said = said
        self.theirs = theirs
        self.mine = mine


class ObjectionsStand(Exception):
    """A declaration was asked for while objections stand; each is a Refusal with its words."""

    def __init__(self, *objections: Refusal) -> None:
        super().__init__(*objections)
        self.objections: tuple[Refusal, ...] = objections


class ReauthenticationRequired(Exception):
    """A grave act was asked for by somebody who has not shown lately who it is."""


class TooOften(Exception):
    """A password or a code was tried too often; it may be tried again in so many seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = wait


def refused(request: HttpRequest, refusals: Sequence[Refusal]) -> HttpResponse:
    """422: the procedures say no, with every reason and its clause; to a program in JSON."""
    if request.path_info.startswith("/api/"):
        told = [{"clause": one.clause, "says": say(one)} for one in refusals]
        return JsonResponse({"refusals": told}, status=422)
    return render(request, "422.html", {"refusals": refusals}, status=422)


def unclear(request: HttpRequest, hour: HourUnclear) -> HttpResponse:
    """422: an hour that comes twice, or not at all; the same form once more, with what may be meant."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {hour.field, "csrfmiddlewaretoken"}
    ]
    choices = [(at, _typed(at, hour)) for at in hour.instants]
    said = {"hour": hour, "kept": kept, "choices": choices}
    return render(request, "422_hour.html", said, status=422)


def _typed(at: datetime, hour: HourUnclear) -> str:
    """What the form takes for an instant: with its offset where the clock shows the hour twice."""
    local = at.astimezone(formats.zone_of(hour.zone))
    return local.isoformat(timespec="minutes")[11:] if hour.twice else f"{local:%H:%M}"


def stale(request: HttpRequest, conflict: StaleVersion) -> HttpResponse:
    """409: both texts, side by side."""
    return render(request, "409.html", {"conflict": conflict}, status=409)


def standing(request: HttpRequest, conflict: ObjectionsStand) -> HttpResponse:
    """409: the objections that stand."""
    return render(request, "409.html", {"objections": conflict.objections}, status=409)


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: visible, but not this office's to do; with the clause when the exception has one."""
    refusals = [said for said in getattr(exception, "args", ()) if isinstance(said, Refusal)]
    return render(request, "403.html", {"refusals": refusals}, status=403)


def prove_first(request: HttpRequest) -> HttpResponse:
    """403: whoever does this shows first who it is, and comes back to the page that was left."""
    left = urlsplit(request.headers.get("Referer", ""))
    back = _way_back(left.path) if left.netloc == request.get_host() else ""
    way = f"{reverse('account_reauthenticate')}?{urlencode({'next': back or '/'})}"
    return render(request, "403_prove.html", {"way": way}, status=403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: sent without the token of a page of this house; nothing was done.

    A program is told so in JSON, as of every other refusal.
    """
    said = Refusal("practice", UNREADABLE)
    if request.path_info.startswith("/api/"):
        told = [{"clause": said.clause, "says": say(said)}]
        return JsonResponse({"refusals": told}, status=403)
    return alone("400.html", 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: nothing in it could be read."""
    return alone("400.html", 400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: byte for byte the same, whether the thing is absent or none for this reader.

    Whoever signs in comes back to this address: it is all of the request that the page shows; whoever
    has signed in is led home.
    """
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return alone("404.html", 404, home=reverse("landing"))
    return alone("404.html", 404, sign_in=reverse("account_login"), back=_way_back(request.path))


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """302: to where one signs in, and from there back to this address, with its question."""
    path = request.get_full_path()
    back = _way_back(path) or _way_back(request.path)
    way = reverse("account_login")
    return redirect(f"{way}?{urlencode({'next': back})}" if back else way)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our mistake; the page needs neither the database nor the request."""
    return alone("500.html", 500, number=security_log.number())


def too_often(request: HttpRequest) -> HttpResponse:
    """429: wait a little."""
    return alone("429.html", 429)


def slowed(wait: float) -> HttpResponse:
    """429: signing in goes on in so many seconds, and in a known browser at once."""
    way = reverse("account_reset_password")
    page = part("429_sign_in.html", (way,), lambda: _alone({"reset": way}))
    answer = HttpResponse(page, status=429)
    answer.headers["Retry-After"] = str(ceil(wait))
    # A flood writes no line for each of its passwords: the limit that it reached is told once.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def alone(name: str, status: int, **words: str) -> HttpResponse:
    """A page that depends on the language and on these words: no account, no token, no clock."""
    return HttpResponse(render_to_string(name, _alone(words)), status=status)


def _alone(words: Mapping[str, str]) -> Mapping[str, object]:
    """What such a page is made from."""
    languages = [{"code": code, "href": f"/{code}/"} for code, _name in settings.LANGUAGES]
    return {"lang": language_now(), "languages": languages, "home": f"/{language_now()}/", **words}


def _way_back(path: str) -> str:
    """A path of this house to come back to; empty for what is none, or too long to be one."""
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours and len(path) <= LONGEST_PATH else ""

"""Answers in JSON: what was done, or why not, with every reason and its clause.

| status | when |
|---|---|
| 400 | the request cannot be read |
| 403 | visible, and not this office's to do; or whoever asks must first show who it is |
| 404 | absent, or not for this reader: the page that everybody gets |
| 409 | consensus over an objection that stands, or another state than the one shown |
| 422 | the procedures say no |
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import wraps
from typing import Concatenate

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.errors import ObjectionsStand, ReauthenticationRequired, StaleVersion
from cochair.web.localize import NOTHING, say

UNREADABLE: dict[str, object] = {"error": "unreadable"}
UNPROVED: dict[str, object] = {"error": "show_who_you_are"}


def in_json[**P](
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[Request, P], HttpResponse]:
    """A view whose refusals are told in JSON.  What does not exist stays the page it is."""

    @wraps(view)
    def answer(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (BadRequest, RequestDataTooBig):
            return told(UNREADABLE, 400)
        except PermissionDenied as refused:
            reasons = [one for one in refused.args if isinstance(one, Refusal)]
            return told({"refusals": refusals(request, reasons)}, 403)
        except ReauthenticationRequired:
            return told({**UNPROVED, "at": reverse("account_reauthenticate")}, 403)
        except ObjectionsStand as standing:
            return told({"objections": refusals(request, standing.objections)}, 409)
        except StaleVersion as stale:
            why = refusals(request, [stale.said] if isinstance(stale.said, Refusal) else [])
            return told({"refusals": why, "now": stale.theirs, "sent": stale.mine}, 409)
        except Refused as refused:
            return told({"refusals": refusals(request, refused.refusals)}, 422)

    return answer


def told(said: dict[str, object], status: int = 200) -> JsonResponse:
    """An object of JSON, readable as it is; nobody keeps it."""
    answer = JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
    answer.headers["Cache-Control"] = "no-store"
    return answer


def refusals(request: Request, found: Iterable[Refusal]) -> list[dict[str, str]]:
    """Why not: the clause, and a whole sentence in the language of the request."""
    forum = request.forum
    names = parties.roster(forum).names() if forum else NOTHING
    zone = forum.zone if forum else "UTC"
    return [{"clause": one.clause, "says": say(one, names=names, zone=zone)} for one in found]


def instant(at: datetime | None) -> str | None:
    """A UTC instant in ISO 8601 to the microsecond, or null."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None

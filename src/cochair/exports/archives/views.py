"""The archive of a cycle for one's own Party: what is in it, what was made, and taking it away."""

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods

from cochair.exports.archives import access, actions, parts, queries
from cochair.features.accounts import reauthentication
from cochair.features.cycles.queries import state_of
from cochair.features.parties import access as parties
from cochair.features.parties.request import Request
from cochair.procedure.calendar import civil_day


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: Request, forum: str, number: int) -> HttpResponseBase:
    """What an archive holds and which were made; with POST, one as it is made."""
    found = access.cycle(request, number)
    hat = access.keeper(request)
    room = parties.forum(request)
    if request.method == "POST":
        reauthentication.require_recent_auth(request)
        reader = queries.reader_of(room, found, hat.party, request.now)
        answer = StreamingHttpResponse(
            actions.archive(reader, by=hat), content_type="application/zip"
        )
        name = f"{room.slug}-cycle-{number}-{hat.party.lower()}.zip"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
    context = {
        "here": "cycle",
        "cycle": found,
        "state": state_of(found, civil_day(request.now, room.zone)),
        "party": hat.party,
        "kinds": [__(part.title) for part in parts.known()],
        "made": queries.archives(found, hat.party),
    }
    return render(request, "archives/archive.html", context)

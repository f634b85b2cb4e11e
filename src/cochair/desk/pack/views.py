"""Packs of a meeting: what they are, one's own, and those that a secretariat makes for others."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_safe

from cochair.desk.pack import access, contents
from cochair.desk.pack.reader import Reader
from cochair.documents import queries as documents
from cochair.documents.files import actions
from cochair.documents.models import Expression
from cochair.meetings.titles import meeting_title
from cochair.parties import queries as parties
from cochair.parties.request import Request
from cochair.web import archive
from cochair.web.saying import language_now


@require_safe
def packs(request: Request, forum: str, slug: str) -> HttpResponse:
    """What a pack holds, one's own, and for a secretariat those of its Party's delegations."""
    found = access.seat(request, slug)
    book = parties.book(found.meeting.forum, request.now)
    context = {
        "here": "meetings" if found.shares else "mine",
        "seat": found,
        "meeting": found.meeting,
        "name": meeting_title(found.meeting, book, get_language() or "en"),
        "served": access.served(found),
    }
    return render(request, "desk/pack/packs.html", context)


@require_GET
def own(request: Request, forum: str, slug: str) -> HttpResponseBase:
    """One's own pack; that its documents were taken away is noted, once for each office."""
    reader = access.own(request, slug)

    def taken(expression: Expression) -> None:
        if not documents.is_own(expression.revision.document, reader.hat):
            actions.note_download(expression, by=reader.hat, at=reader.at)

    return _answer(reader, f"{reader.meeting.slug}-pack", taken)


@require_GET
def of_delegation(request: Request, forum: str, slug: str, key: str) -> HttpResponseBase:
    """The pack of a delegation, for it to be handed over; nothing is noted of its readers."""
    reader = access.of_delegation(request, slug, key)
    return _answer(reader, f"{reader.meeting.slug}-pack-{key}", lambda expression: None)


def _answer(reader: Reader, name: str, taken: contents.Taken) -> HttpResponseBase:
    language = language_now()
    return archive.answer(contents.files(reader, language, taken), f"{name}-{language}.zip")

"""The rules of a forum on personal data, and what a secretariat does for people without account."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST, require_safe

from cochair.features.meetings.models import ContactPoint, Participant
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import access as parties_access
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.personal import (
    access,
    export,
    forms,
    people,
    presenters,
    queries,
    requests,
    retention,
    subject_access,
)
from cochair.features.personal.subject_access import Table
from cochair.procedure.refusal import Refused
from cochair.web import archive
from cochair.web.localize import language_now


@require_safe
def rules(request: Request, forum: str) -> HttpResponse:
    """What is kept of people, for what and how long; for secretariats also what goes next."""
    found = parties_access.forum(request)
    hat = request.hat
    keeps = hat is not None and hat.may(Power.RECORD_FACTS)
    items = queries.seen_by(retention.all_of(found, request.now), hat) if keeps and hat else ()
    context = {
        "here": "personal",
        "rules": presenters.rules(queries.years(found, request.now)),
        "keeps": keeps,
        "reads": parties_access.reads_shared(request),
        "items": presenters.items(items, found, request.now),
        "book": parties.book(found, request.now),
    }
    return render(request, "personal/rules.html", context)


@require_safe
def contacts(request: Request, forum: str) -> HttpResponse:
    """The contact points of one's own Party of which anything is kept, also ended ones."""
    found, hat = access.keeper(request)
    context = {"here": "personal", "contacts": people.contacts(found, hat)}
    return render(request, "personal/contacts.html", context)


@require_safe
def meeting(request: Request, forum: str, slug: str) -> HttpResponse:
    """The people of a meeting whose data one's own Party answers for."""
    found, hat = access.meeting(request, slug)
    book = parties.book(found.forum, request.now)
    context = {
        "here": "personal",
        "meeting": found,
        "name": meeting_title(found, book, language_now()),
        "people": people.of_meeting(found, hat),
    }
    return render(request, "personal/meeting.html", context)


@require_safe
def participant(request: Request, forum: str, slug: str, badge: int) -> HttpResponse:
    """What is held about somebody in a delegation, what can go, and what stays on which ground."""
    return _participant(request, *access.participant(request, slug, badge))


@require_POST
def take_participant(request: Request, forum: str, slug: str, badge: int) -> HttpResponseBase:
    """The same as a file for that person; that it was made is noted."""
    row, hat = access.participant(request, slug, badge)
    tables = requests.take_participant(row, by=hat, at=request.now)
    return _file(request, tables, f"{slug}-{badge}")


@require_POST
def erase_participant(request: Request, forum: str, slug: str, badge: int) -> HttpResponse:
    """Erase what can go of somebody in a delegation."""
    row, hat = access.participant(request, slug, badge)
    try:
        understood = forms.Erasure(request.POST).is_understood
        requests.erase_participant(row, understood=understood, by=hat, at=request.now)
    except Refused as refused:
        return _participant(request, row, hat, refusals=refused.refusals, status=422)
    messages.info(request, __("Everything that could be erased has been erased."))
    return redirect("personal:participant", forum, slug, badge)


@require_safe
def contact(request: Request, forum: str, number: int) -> HttpResponse:
    """What is held about a contact point."""
    return _contact(request, *access.contact(request, number))


@require_POST
def take_contact(request: Request, forum: str, number: int) -> HttpResponseBase:
    """The same as a file for that person; that it was made is noted."""
    row, hat = access.contact(request, number)
    tables = requests.take_contact(row, by=hat, at=request.now)
    return _file(request, tables, f"contact-{number}")


@require_POST
def erase_contact(request: Request, forum: str, number: int) -> HttpResponse:
    """Erase a contact point: it is written to no more, and its name and address go."""
    row, hat = access.contact(request, number)
    try:
        understood = forms.Erasure(request.POST).is_understood
        requests.erase_contact(row, understood=understood, by=hat, at=request.now)
    except Refused as refused:
        return _contact(request, row, hat, refusals=refused.refusals, status=422)
    messages.info(request, __("The contact point has been erased."))
    return redirect("personal:contact", forum, number)


def _contact(
    request: Request,
    row: ContactPoint,
    hat: ActingOffice,
    *,
    refusals: tuple[object, ...] = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "here": "personal",
        "row": row,
        "whom": row.member or row.organisation,
        "tables": _shown(request, subject_access.of_contact(row, hat)),
        "is_erased": not (row.name or row.email),
        "refusals": refusals,
    }
    return render(request, "personal/contact.html", context, status=status)


def _participant(
    request: Request,
    row: Participant,
    hat: ActingOffice,
    *,
    refusals: tuple[object, ...] = (),
    status: int = 200,
) -> HttpResponse:
    found = row.delegation.meeting
    book = parties.book(found.forum, request.now)
    whom = row.delegation.member or row.delegation.organisation
    context = {
        "here": "personal",
        "row": row,
        "meeting": found,
        "name": meeting_title(found, book, language_now()),
        "whom": whom,
        "key": whom.code.lower() if whom else "",
        "tables": _shown(request, subject_access.of_participant(row, hat)),
        "goes_whole": requests.may_go_whole(row),
        "until": presenters.kept_until(found, request.now),
        "is_named": row.removed_at is None,
        "refusals": refusals,
    }
    return render(request, "personal/participant.html", context, status=status)


def _shown(request: Request, tables: Iterable[Table]) -> list[export.Shown]:
    forum, language, tables = parties_access.forum(request), language_now(), tuple(tables)
    names = presenters.names([forum], tables)
    return [export.shown(one, names, forum.zone, language) for one in tables if one.rows]


def _file(request: Request, tables: Iterable[Table], name: str) -> HttpResponseBase:
    forum: Forum = parties_access.forum(request)
    tables = tuple(tables)
    files = export.files(
        tables,
        names=presenters.names([forum], tables),
        at=request.now,
        zone=forum.zone,
        language=language_now(),
    )
    return archive.answer(files, f"{forum.slug}-{name}.zip")

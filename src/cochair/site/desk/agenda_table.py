"""The agenda of a meeting edited in place, in every language of the forum, on the meeting's page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST

from cochair.features.agendas import access, actions, queries, table
from cochair.features.agendas import items as agenda_items
from cochair.features.agendas.items import DISCUSSION
from cochair.features.agendas.merging import Line, conflicts, shown
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal, Refused, _, require
from cochair.site.desk import agenda_lines, meeting_phases
from cochair.site.desk import meeting as meeting_pages
from cochair.site.desk.forms import CellForm, LineForm, Seen
from cochair.web import as_at
from cochair.web.errors import StaleVersion
from cochair.web.localize import say
from cochair.web.numbers import whole

# How many lines a table may have.
MOST = 60
SEND, PLACE, JSON = "send", "place", "application/json"
NO_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


@require_POST
def write(request: Request, forum: str, slug: str) -> HttpResponse:
    """Save the whole agenda as one revision, and send it for signature where that is asked.

    The script of the page saves so too before the agenda has begun, and asks for an answer in JSON.
    """
    row, hat = access.preparer(request, slug)
    sends = SEND in request.POST
    if sends:
        access.preparer(request, slug, Power.PROPOSE)
    book = parties.book(row.forum, request.now)
    seen = Seen(request.POST)
    token = seen.cleaned_data["seen"] if seen.is_valid() else 0
    rows = _sent(request.POST, book)
    if any(not one.is_valid() for one in rows if not one.is_blank):
        return _again(request, row, rows, token, ())
    try:
        with transaction.atomic():
            made = table.write_table(row, _lines(rows), seen=token, by=hat, at=request.now)
            if sends:
                act = actions.propose_publication(
                    row, seen=made.token, by=hat, at=request.now, as_document=True
                )
    except Refused as refused:
        if _is_for_script(request):
            return _not_saved(row, [say(one) for one in refused.refusals])
        return _again(request, row, rows, token, _beside(row, rows, token, refused.refusals))
    if _is_for_script(request):
        return _answer(agenda_lines.as_saved(row))
    if sends:
        messages.info(request, __("The agenda is sent for signature to both co-presidencies."))
        return redirect("acts:act", forum, act.number)
    messages.info(request, __("The agenda is saved."))
    return redirect(f"{reverse('desk:meeting', args=[forum, slug])}?phase=prepare#agenda")


@require_POST
def cell(request: Request, forum: str, slug: str) -> HttpResponse:
    """Save one cell when it is left, as a revision of its own; always answered in JSON."""
    row, hat = access.preparer(request, slug)
    sent = CellForm(request.POST)
    if not sent.is_valid():
        return _not_saved(row, [__("This cell could not be read.")])
    key, name, seen = (sent.cleaned_data[one] for one in ("key", "cell", "seen"))
    line = table.shown_line(row, key, seen)
    form = _of_line(line, {name: sent.cleaned_data["value"]}, parties.book(row.forum, request.now))
    if name not in {PLACE, *form.cells} or not form.is_valid():
        return _not_saved(row, form.errors_in_words)
    try:
        if name == PLACE:
            place = form.cleaned_data[PLACE] or MOST
            table.place_line(row, key, place=place, seen=seen, by=hat, at=request.now)
        else:
            written = _line(form)
            require(_some_title(written))
            table.write_table(row, [written], seen=seen, by=hat, at=request.now)
    except Refused as refused:
        said = [say(one) for one in refused.refusals]
        return _not_saved(row, said, status=409 if _is_older(row, line) else 422)
    except StaleVersion as stale:
        return _not_saved(row, [say(stale.said)], status=409)
    return _answer(agenda_lines.as_saved(row))


def _is_for_script(request: Request) -> bool:
    return request.headers.get("Accept") == JSON


def _answer(told: Mapping[str, object], status: int = 200) -> HttpResponse:
    """An answer for the script; what people wrote is no markup in it, whoever reads it as a page."""
    said = json.dumps(told).translate(NO_MARKUP)
    return HttpResponse(said, status=status, content_type=JSON)


def _not_saved(row: Meeting, said: Sequence[object], status: int = 422) -> HttpResponse:
    """Why a cell was not saved, and what stands."""
    told = {"says": [str(one) for one in said], **agenda_lines.as_saved(row)}
    return _answer(told, status)


def _is_older(row: Meeting, line: Line) -> bool:
    """Whether the item of a line is another one by now than the line was shown with."""
    last = queries.latest(queries.versions(row))
    now = agenda_items.found(last.items, line.key) if last and line.key else None
    return bool(line.key) and (now is None or shown(now) != line.says)


def _some_title(line: Line) -> Refusal | None:
    if not line.is_empty:
        return None
    return Refusal(
        "practice",
        _("An item needs a title. To take it off, empty all its titles and save the agenda."),
    )


def _beside(
    row: Meeting, rows: Sequence[LineForm], token: int, refusals: Sequence[Refusal]
) -> Sequence[Refusal]:
    """The refusals that belong to no line; those of a line are put beside it, and the line is then
    one that has been compared with what stands."""
    known = queries.versions(row)
    last = queries.latest(known)
    if last is None:
        return refusals
    lines = {one.key: line for one, line in zip(_lines(rows), _in_order(rows), strict=True)}
    versions = {one.token: one.items for one in known}
    taken = conflicts(
        versions, last.items, [replace(o, seen=o.seen or token) for o in _lines(rows)]
    )
    own = []
    for key in taken:
        lines[key].conflict = table.changed_since(last.items, key)
        typed = {name: lines[key].data[name] for name in lines[key].data}
        lines[key].data = {**typed, lines[key].add_prefix("seen"): last.token}
        own.append(lines[key].conflict)
    return [one for one in refusals if one not in own]


def _again(
    request: Request,
    row: Meeting,
    rows: Sequence[LineForm],
    token: int,
    refusals: Sequence[object],
) -> HttpResponse:
    """The page of the meeting with what was written, and what stands against it."""
    hat = access.preparer(request, row.slug)[1]
    moment = as_at.read(request, row.forum.zone)
    zone = getattr(request.user, "zone", "")
    look = meeting_pages.look(row.forum, row.slug, moment, hat, {"phase": "prepare"}, zone)
    found = {
        **meeting_phases.page(look),
        "table": agenda_lines.context(row, request.now, rows, token),
        "refusals": refusals,
    }
    older = any(one.conflict is not None for one in rows)
    return render(request, "desk/meeting.html", found, status=409 if older else 422)


def _sent(post: Mapping[str, str], book: Book) -> list[LineForm]:
    number = min(whole(post.get("lines", "")) or 0, MOST)
    return [LineForm(post, prefix=f"r{at}", languages=book.languages) for at in range(number)]


def _in_order(rows: Sequence[LineForm]) -> list[LineForm]:
    """The lines that say something or name an item, in the order of their places; equal places as
    they stood."""
    written = [one for one in rows if not one.is_nothing and one.is_valid()]
    return sorted(written, key=lambda one: one.cleaned_data[PLACE] or MOST)


def _lines(rows: Sequence[LineForm]) -> list[Line]:
    return [_line(one) for one in _in_order(rows)]


def _line(one: LineForm) -> Line:
    typed = one.cleaned_data
    return Line(
        one.titles,
        typed["key"],
        typed["type"] or DISCUSSION,
        typed["minutes"],
        tuple(typed["tags"].split()),
        typed["seen"] or 0,
    )


def _of_line(line: Line, said: Mapping[str, str], book: Book) -> LineForm:
    """A line as a form, with what one cell says now."""
    filled = {
        **{f"title_{code}": words for code, words in line.title.items()},
        "key": line.key,
        "type": line.type,
        "minutes": "" if line.minutes is None else line.minutes,
        "tags": " ".join(line.tags),
        "seen": line.seen,
    }
    return LineForm({**filled, **said}, languages=book.languages)

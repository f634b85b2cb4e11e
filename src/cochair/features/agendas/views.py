"""The agenda of a meeting for its readers: what stands, one version, two compared."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cochair.features.acts import visibility
from cochair.features.acts.presenters import shown as shown_act
from cochair.features.agendas import access, agenda_sheet, comparison, papers, presenters, queries
from cochair.features.agendas import items as agenda_items
from cochair.features.agendas.queries import Version
from cochair.features.meetings import machine
from cochair.features.meetings import queries as meetings
from cochair.features.meetings.models import Meeting, OpenPoint
from cochair.features.meetings.states import PREPARING, is_shut, state_of
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.sheets.tables import taken_away

LONGEST_REFERENCE = 32


@require_safe
def agenda(request: Request, forum: str, slug: str) -> HttpResponse:
    """What stands, what is missing from it, what was asked for, and every version."""
    meeting, hat = access.reader(request, slug)
    known = access.versions(meeting, hat, request.now)
    standing, draft = queries.standing(known), queries.draft(known)
    book, roster = meetings.book_of(meeting, request.now), parties.roster(meeting.forum)
    asked, points = queries.discussions(meeting), queries.points(meeting)
    prepares, goes_on = hat.may(Power.RECORD_FACTS), not is_shut(meeting, request.now)
    state = state_of(meeting, request.now)
    close = queries.items_close(book, meeting)
    asks_as = queries.asks_as(hat)
    may_ask = (
        queries.may_ask_discussion(meeting, hat, book)
        and machine.allows("agenda.change", state)
        and not queries.published(known, queries.ADOPTED)
    )
    shown = standing or draft
    listed, drafts = presenters.listed(known)
    return render(
        request,
        "meetings/agendas/agenda.html",
        {
            **around(request, meeting, hat),
            "stages": presenters.stages(known),
            "shown": shown,
            "shown_name": presenters.name(shown) if shown else "",
            "draft": draft if draft is not shown else None,
            "draft_name": presenters.name(draft) if draft else "",
            "document": _document(request, shown, hat),
            "rows": _rows(request, shown, hat, may_ask, asked, points),
            "point_rows": _rows(request, draft or shown, hat, False, asked, points),
            "langs": presenters.languages(shown, book.languages),
            "minutes": agenda_items.minutes(shown.items) if shown else 0,
            "covered": presenters.covered(
                shown, book, meeting.configuration, queries.omissions(meeting)
            ),
            "requests": presenters.requests(
                queries.requests(meeting),
                asks_as=asks_as,
                sees_all=prepares,
                close=close[1] if close else None,
                zone=meeting.forum.zone,
                shown=draft or shown,
                goes_on=machine.allows("item.answer", state),
            ),
            "close": close,
            "points": presenters.points(points, draft or shown),
            "listed": listed,
            "drafts": drafts,
            "acts": [
                shown_act(act, roster, hat)
                for act in visibility.seen(
                    queries.open_acts(meeting), meeting.forum, hat, request.now
                )
            ]
            if hat.may(Power.READ_SHARED)
            else [],
            "prepares": prepares and goes_on and not machine.is_before(meeting, request.now),
            "asks": bool(asks_as) and state in PREPARING,
            "reads_shared": hat.may(Power.READ_SHARED),
            "seen": known[-1].token if prepares and known else None,
        },
    )


@require_safe
def version(request: Request, forum: str, slug: str, reference: str) -> HttpResponse:
    """One version by itself, to be read or printed."""
    meeting, hat = access.reader(request, slug)
    found = access.version(meeting, hat, reference, request.now)
    rows = _rows(request, found, hat, False, queries.discussions(meeting), queries.points(meeting))
    return render(
        request,
        "meetings/agendas/version.html",
        {
            **around(request, meeting, hat),
            "version": found,
            "version_name": presenters.name(found),
            "document": _document(request, found, hat),
            "rows": rows,
            "minutes": agenda_items.minutes(found.items),
        },
    )


@require_safe
def as_pdf(request: Request, forum: str, slug: str, reference: str) -> HttpResponse:
    """One version as PDF in the language of the page, with what this reader may read of it."""
    meeting, hat = access.reader(request, slug)
    found = access.version(meeting, hat, reference, request.now)
    rows = _rows(request, found, hat, False, queries.discussions(meeting), queries.points(meeting))
    book = meetings.book_of(meeting, request.now)
    made = agenda_sheet.of_version(found, rows, book, request.now)
    return taken_away(made, f"{slug}-{reference}-{get_language()}.pdf")


@require_safe
def compare(request: Request, forum: str, slug: str) -> HttpResponse:
    """Two versions, item by item, in the reader's language; by default the last two."""
    meeting, hat = access.reader(request, slug)
    known = access.versions(meeting, hat, request.now)
    if not known:
        raise Http404
    book = meetings.book_of(meeting, request.now)
    newer = _named(known, request.GET.get("to"), known[-1])
    before = [one for one in known if one.token < newer.token]
    older = _named(known, request.GET.get("from"), before[-1] if before else newer)
    lines = comparison.compare(older.items, newer.items, get_language() or "en")
    return render(
        request,
        "meetings/agendas/compare.html",
        {
            **around(request, meeting, hat),
            "older": older,
            "newer": newer,
            "older_name": presenters.name(older),
            "newer_name": presenters.name(newer),
            "choices": [(one.reference, presenters.name(one)) for one in known],
            "differences": presenters.differences(lines, book),
            "same": comparison.same(lines),
        },
    )


def around(request: Request, meeting: Meeting, hat: ActingOffice) -> dict[str, object]:
    """What every page of an agenda says of its meeting."""
    book = meetings.book_of(meeting, request.now)
    shares = hat.may(Power.READ_SHARED)
    return {
        "here": "meetings",
        "meeting": meeting,
        "name": meeting_title(meeting, book, get_language() or "en"),
        "shares": shares,
        "languages_wanted": book.languages,
    }


def _rows(
    request: Request,
    found: Version | None,
    hat: ActingOffice,
    may_ask: bool,
    asked: queries.Discussions,
    points: tuple[OpenPoint, ...],
) -> list[presenters.Row]:
    if found is None:
        return []
    forum = found.row.meeting.forum
    return presenters.rows(
        found,
        meetings.book_of(found.row.meeting, request.now),
        asked=asked,
        points=points,
        may_ask=may_ask,
        member=hat.member,
        registered=papers.shown(papers.named(found.items), forum, hat, request.now),
    )


def _document(request: Request, found: Version | None, hat: ActingOffice) -> papers.Paper | None:
    """The document of the register that says the same, for a reader who may read it."""
    slug = found.row.document if found is not None else ""
    if found is None or not slug:
        return None
    return papers.known().shown(found.row.meeting.forum, (slug,), hat, request.now).get(slug)


def _named(known: tuple[Version, ...], reference: str | None, otherwise: Version) -> Version:
    """The version of a reference, one by default; 404 for a reference that is none."""
    if not reference:
        return otherwise
    found = queries.of_reference(known, reference[:LONGEST_REFERENCE])
    if found is None:
        raise Http404
    return found

"""The points of a meeting, one point, those of a forum by owner, and one's own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.acts.presenting import shown as shown_act
from cochair.meetings import tabs
from cochair.meetings.agendas import queries as agendas
from cochair.meetings.attendance import takes_part
from cochair.meetings.models import Meeting
from cochair.meetings.titles import meeting_title
from cochair.parties import access as doors
from cochair.parties import queries as parties
from cochair.parties.offices import Hat, Power
from cochair.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused
from cochair.records.models import ActionPoint
from cochair.records.points import access, actions, exporting, forms, presenting, queries
from cochair.records.points.states import ENDS, WAITS
from cochair.web.saying import language_now
from cochair.web.typed import filled

HERE = "meetings"


@require_http_methods(["GET", "HEAD", "POST"])
def points(request: Request, forum: str, slug: str) -> HttpResponse:
    """The points of a meeting, and noting one."""
    if request.method != "POST":
        meeting, hat = access.reader(request, slug)
        key = request.GET.get("item", "")
        form = forms.Noting(languages=_languages(request), initial={"item": key})
        return _list(request, meeting, hat, form, is_open=bool(key))
    meeting, hat = access.keeper(request, slug)
    form = forms.Noting(request.POST, languages=_languages(request))
    if not form.is_valid():
        return _list(request, meeting, hat, form, is_open=True, status=422)
    try:
        made = actions.note(meeting, form.noted(language_now()), by=hat, at=request.now)
    except Refused as refused:
        return _list(
            request, meeting, hat, form, is_open=True, refusals=refused.refusals, status=422
        )
    messages.info(request, __("Point {number} is noted.").format(number=made.number))
    return redirect("records:points", forum, slug)


@require_safe
def as_csv(request: Request, forum: str, slug: str) -> HttpResponse:
    """The points of a meeting as CSV."""
    meeting, _hat = access.reader(request, slug)
    rows = queries.rows_of(meeting)
    answer = HttpResponse(exporting.as_csv(rows, _languages(request)), content_type=exporting.TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-points.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_safe
def point(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """One point, with what its reader may do with it."""
    row, hat = access.point(request, slug, number)
    return _one(request, row, hat)


@require_POST
def change(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Change a point, or add a translation of it."""
    row, hat = access.kept(request, slug, number)
    form = forms.Noting(request.POST, languages=_languages(request))
    if not form.is_valid():
        return _one(request, row, hat, form=form, status=422)
    try:
        actions.change(
            row,
            form.noted(row.language),
            seen=form.cleaned_data["seen"] or 0,
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _one(request, row, hat, form=form, refusals=refused.refusals, status=422)
    messages.info(request, __("The point is changed."))
    return redirect("records:point", forum, slug, number)


@require_POST
def done(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Say that one's own point is done."""
    row, hat = access.owned(request, slug, number)
    form = forms.Done(request.POST)
    if not form.is_valid():
        return _one(request, row, hat, report=form, status=422)
    actions.report_done(row, evidence=form.cleaned_data["evidence"], by=hat, at=request.now)
    messages.info(request, __("The point is done; everybody who reads it sees what shows it."))
    return redirect("records:point", forum, slug, number)


@require_POST
def carry(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Carry a point over; the next meeting's agenda is where it is placed on an item."""
    row, hat = access.kept(request, slug, number)
    typed = filled(forms.Carrying(request.POST))
    others = {one.slug: one for one in agendas.other_meetings(row.meeting)}
    made = actions.carry(row, others.get(typed["target"]), by=hat, at=request.now)
    messages.info(request, __("The point is carried over: place it on an item here."))
    return redirect("meetings:agenda", forum, made.meeting.slug)


@require_POST
def settle(request: Request, forum: str, slug: str, number: int) -> HttpResponse:
    """Propose that both drop a point, or put it off."""
    row, hat = access.kept(request, slug, number, Power.PROPOSE)
    typed = filled(forms.Settling(request.POST))
    act = actions.propose_settlement(
        row,
        how=typed["how"],
        target=typed["target"] if typed["how"] == WAITS else "",
        reason=typed["reason"],
        by=hat,
        at=request.now,
    )
    messages.info(request, __("It is proposed; it takes both keys."))
    return redirect("acts:act", forum, act.number)


@require_safe
def by_owner(request: Request, forum: str) -> HttpResponse:
    """What is still to be done in the forum, by owner, late first."""
    hat, found = doors.reader(request), doors.forum(request)
    book, roster = parties.book(found, request.now), parties.roster(found)
    rows = presenting.shown(
        access.readable(queries.live(found), found, hat, request.now),
        found,
        roster,
        book,
        request.now,
        own=hat.reports_for,
    )
    groups: dict[str, list[presenting.Shown]] = {}
    for one in rows:
        groups.setdefault(one.owner, []).append(one)
    context = {
        "here": HERE,
        "groups": sorted(groups.items(), key=lambda pair: -max(one.late for one in pair[1])),
        "tally": presenting.tally(rows),
    }
    return render(request, "records/points/by_owner.html", context)


@require_safe
def ours(request: Request, forum: str) -> HttpResponse:
    """What the reader's own office still has to do, by the day on which it is due."""
    hat = access.owner(request)
    found = doors.forum(request)
    book, roster = parties.book(found, request.now), parties.roster(found)
    code = hat.reports_for
    rows = presenting.shown(queries.due_of(found, code), found, roster, book, request.now, own=code)
    context = {
        "here": HERE,
        "rows": rows,
        "tally": presenting.tally(rows),
        "owner": roster.names().get(code, code),
        "reads": doors.reads_shared(request),
    }
    return render(request, "records/points/ours.html", context)


def _languages(request: Request) -> tuple[str, ...]:
    return tuple(parties.book(doors.forum(request), request.now).languages)


def _list(
    request: Request,
    meeting: Meeting,
    hat: Hat,
    form: forms.Noting,
    *,
    is_open: bool,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    forum = meeting.forum
    book, roster = parties.book(forum, request.now), parties.roster(forum)
    items = presenting.items(meeting)
    rows = presenting.shown(
        queries.rows_of(meeting),
        forum,
        roster,
        book,
        request.now,
        own=hat.reports_for,
        items=items,
    )
    context = {
        **_around(request, meeting),
        "tabs": tabs.of(meeting, "records:points", request.hat, request.now)
        if hat.may(Power.READ_SHARED)
        else (),
        "rows": rows,
        "tally": presenting.tally(rows),
        "notes": presenting.notes(meeting, hat, request.now),
        "owners": presenting.owners(roster),
        "items": items.items(),
        "form": form,
        "is_open": is_open,
        "refusals": refusals,
    }
    return render(request, "records/points/points.html", context, status=status)


def _one(
    request: Request,
    row: ActionPoint,
    hat: Hat,
    *,
    form: forms.Noting | None = None,
    report: forms.Done | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    meeting = row.meeting
    forum = meeting.forum
    book, roster = parties.book(forum, request.now), parties.roster(forum)
    # Whoever only owns a point reads nothing else of its meeting.
    shares = hat.may(Power.READ_SHARED) and takes_part(meeting, hat, request.now)
    follows = row.carried_to.meeting if row.carried_to else None
    items = presenting.items(meeting) if takes_part(meeting, hat, request.now) else {}
    may = presenting.may(row, hat, request.now)
    initial = {
        **{f"text_{code}": said for code, said in row.text.items()},
        "owner": row.owner,
        "due": row.due.isoformat(),
        "item": row.item_key,
        "seen": row.revision,
    }
    context = {
        **_around(request, meeting),
        "one": presenting.shown(
            [row], forum, roster, book, request.now, own=hat.reports_for, items=items
        )[0],
        "may": may,
        "shares": shares,
        "opens_next": doors.reads_shared(request)
        and follows is not None
        and takes_part(follows, hat, request.now),
        "acts": [shown_act(act, roster, hat) for act in queries.waiting(row)] if shares else [],
        "owners": presenting.owners(roster),
        "items": items.items(),
        "targets": presenting.targets(meeting, book, request.now) if may.carry else [],
        "ends": ENDS.items(),
        "form": form or forms.Noting(languages=book.languages, initial=initial),
        "report": report or forms.Done(),
        "refusals": refusals,
    }
    return render(request, "records/points/point.html", context, status=status)


def _around(request: Request, meeting: Meeting) -> dict[str, object]:
    book = parties.book(meeting.forum, request.now)
    return {
        "here": HERE,
        "meeting": meeting,
        "name": meeting_title(meeting, book, get_language() or "en"),
        "shares": doors.reads_shared(request),
    }

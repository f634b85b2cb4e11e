"""The stock-taking of each cycle: the list, the report, its files, and what is done with it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.documents import queries as documents
from cochair.features.follow_up import presenters as following
from cochair.features.follow_up import statuses
from cochair.features.meetings import access as meetings
from cochair.features.parties import access as doors
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.features.printing.responses import taken_away
from cochair.features.stocktaking import (
    access,
    actions,
    charts,
    downloads,
    forms,
    presenters,
    queries,
    report_text,
)
from cochair.features.stocktaking.states import MARKS, State, state_of
from cochair.procedure.calendar import end_of_day
from cochair.web.cleaning import cleaned_or_refuse
from cochair.web.numbers import whole

HERE = "commitments"
ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: Request, forum: str) -> HttpResponse:
    """The reports of all cycles, and the cycles of which none was opened."""
    hat, found = doors.require_reader(request), doors.forum(request)
    if request.method == "POST":
        hat = doors.actor(request, Power.RECORD_FACTS)
        cycle = access.cycle(request, whole(request.POST.get("cycle", "")) or 0)
        row = actions.begin(cycle, by=hat, at=request.now)
        messages.info(request, __("The report has been opened, with the lines of the register."))
        return redirect("commitments:stocktaking", forum, row.cycle.number)
    context = {
        "here": HERE,
        "entries": presenters.entries(queries.reports(found)),
        "cycles": queries.without(found, request.now),
        "keeps": hat.may(Power.RECORD_FACTS),
    }
    return render(request, "commitments/stocktaking/list.html", context)


@require_safe
def report(request: Request, forum: str, number: int) -> HttpResponse:
    """A report: how it stands in figures, its lines, and what comes next."""
    row, hat = access.report(request, number)
    book, roster = parties.book(row.forum, request.now), parties.roster(row.forum)
    content, asked = queries.shown(row, request.now), presenters.wanted(request.GET)
    page = Paginator([one for one in content.lines if asked.fits(one)], ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    comments, waiting = queries.comments(row), queries.waiting(row)
    against = presenters.stands_against(row, request.now)
    state, languages = state_of(row), report_text.languages(book)
    context = {
        "here": HERE,
        "row": row,
        "content": content,
        "mark": MARKS[state],
        "is_draft": state is State.DRAFT,
        "is_final": state is State.FINAL,
        "grid": following.grid_of(content.areas, book),
        "trend": charts.trend(content),
        "legend": [(charts.LOOKS[code], word) for code, word in report_text.legend()],
        "page": page,
        "rows": presenters.table(
            list(page.object_list), presenters.counted(comments), book, roster
        ),
        "ended": presenters.over(content.ended),
        "sides": roster.in_order(request.LANGUAGE_CODE),
        "wanted": asked,
        "statuses": statuses.ALL.items(),
        "areas": book.taxonomy,
        "stale_code": presenters.STALE,
        "comments": len(comments),
        "open_comments": sum(one.answered_at is None for one in comments),
        "acts": waiting,
        "against": against,
        "may": presenters.may(row, hat, waiting, against),
        "foreword": [(code, row.foreword.get(code, "")) for code in languages],
        "destinations": presenters.destinations(row, book) if state is State.FINAL else [],
        "symbol": documents.name_of(row.document) if row.document else "",
        "reported_to": presenters.named(row.reported_to, book),
        "files": [(code, form) for code in languages for form in downloads.FORMS],
    }
    return render(request, "commitments/stocktaking/report.html", context)


@require_POST
def foreword(request: Request, forum: str, number: int) -> HttpResponse:
    """Write what stands before the lines."""
    row, hat = access.kept(request, number)
    languages = report_text.languages(parties.book(row.forum, request.now))
    form = forms.Foreword(request.POST, languages=languages)
    typed = cleaned_or_refuse(form)
    actions.write_foreword(row, form.words, seen=typed["seen"], by=hat, at=request.now)
    messages.info(
        request, __("The foreword has been saved. It appears before the lines of the report.")
    )
    return redirect("commitments:stocktaking", forum, number)


@require_POST
def ask(request: Request, forum: str, number: int) -> HttpResponse:
    """Ask owners and delegations for comments until the end of a day of the forum's zone."""
    row, hat = access.kept(request, number)
    typed = cleaned_or_refuse(forms.Until(request.POST))
    until = end_of_day(typed["until"], row.forum.zone)
    actions.ask_for_comments(row, until=until, by=hat, at=request.now)
    messages.info(request, __("Owners and delegations are invited to comment."))
    return redirect("commitments:stocktaking", forum, number)


@require_POST
def close(request: Request, forum: str, number: int) -> HttpResponse:
    """Propose that both close the report."""
    row, _hat = access.report(request, number)
    hat = doors.actor(request, Power.PROPOSE)
    act = actions.propose_closing(row, by=hat, at=request.now)
    messages.info(request, __("The closing has been sent to both co-presidencies for signature."))
    return redirect("acts:act", forum, act.number)


@require_POST
def report_to(request: Request, forum: str, number: int) -> HttpResponse:
    """Report the outcome to the following meeting."""
    row, hat = access.kept(request, number)
    typed = cleaned_or_refuse(forms.Meeting(request.POST))
    meeting = meetings.meeting(request, typed["meeting"])
    actions.report_to(row, meeting, by=hat, at=request.now)
    messages.info(request, __("The report has been circulated for that meeting."))
    return redirect("commitments:stocktaking", forum, number)


@require_safe
def take_away(request: Request, forum: str, number: int, language: str, form: str) -> HttpResponse:
    """The report as it stands, as PDF with its pictures, or as a Word file."""
    row, _hat = access.report(request, number)
    made = downloads.made(row, language, form, request.now)
    return taken_away(made, downloads.FORMS[form], f"stock-taking-{number}-{language}.{form}")

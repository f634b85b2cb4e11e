"""The outbox, one message, how one is written to, and what the demo caught."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.mail import access, actions, forms, queries, waiting
from cochair.mail.models import Hold
from cochair.mail.presenting import opened, shown, states
from cochair.parties import access as parties
from cochair.parties.request import Request
from cochair.procedure.refusal import Refused

PER_PAGE = 50


@require_safe
def outbox(request: Request, forum: str) -> HttpResponse:
    """What was written to whom and how far it has come; what failed comes first."""
    hat = access.reader(request)
    found = parties.forum(request)
    rows = queries.alarms_first(queries.visible(found, hat, request.now))
    state = request.GET.get("state", "")
    counts = queries.counts(found, hat, request.now)
    if state in counts:
        rows = rows.filter(state=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "mail/outbox.html",
        {
            "here": "mail",
            "page": page,
            "rows": [shown(row, hat) for row in page],
            "states": states(counts),
            "state": state,
            "alarms": queries.alarms(found, hat, request.now),
        },
    )


@require_safe
def message(request: Request, forum: str, slug: str) -> HttpResponse:
    """One message: its way so far, and its text where that is this hat's to read."""
    return _message(request, slug)


@require_POST
def retry(request: Request, forum: str, slug: str) -> HttpResponse:
    """Send a message again that was not sent."""
    hat = access.reader(request)
    row = access.message(request, slug)
    # Whoever may not know the address of a reader does not write another in its place.
    email = request.POST.get("email", "") if queries.may_read(row, hat) else ""
    try:
        actions.retry(row, by=hat, at=request.now, email=email)
    except Refused as refused:
        return _message(request, slug, refusals=refused.refusals, status=422)
    messages.info(request, __("The letter is in the queue again."))
    return redirect("outbox:message", forum, slug)


@require_safe
def caught(request: HttpRequest) -> HttpResponse:
    """What the demo would have sent, and what waits for quiet hours to end or for a digest."""
    access.demo_only()
    page = Paginator(queries.caught(), PER_PAGE).get_page(request.GET.get("page"))
    held = queries.held()
    context = {
        "page": page,
        "held": held[:PER_PAGE],
        "held_number": held.count(),
        "quiet": held.filter(hold=Hold.QUIET).exists(),
    }
    return render(request, "mail/caught.html", context)


@require_POST
def show_held(request: Request) -> HttpResponse:
    """Wait no longer for quiet hours to end: in a demo nobody is woken."""
    access.demo_only()
    number = waiting.not_longer(request.now)
    said = ngettext(
        "{n} letter is on its way: it appears here in a few seconds.",
        "{n} letters are on their way: they appear here in a few seconds.",
        number,
    )
    messages.info(request, said.format(n=number))
    return redirect("mail:caught")


@require_safe
def caught_one(request: HttpRequest, number: int) -> HttpResponse:
    """One mail as its reader would see it."""
    row = access.caught(number)
    return render(request, "mail/caught_one.html", {"row": row, "mail": opened(row)})


@require_safe
def caught_calendar(request: HttpRequest, number: int) -> HttpResponse:
    """The calendar part of a mail as a file; 404 when it has none."""
    mail = opened(access.caught(number))
    if not mail.calendar:
        raise Http404
    answer = HttpResponse(mail.calendar, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="letter-{number}.ics"'
    return answer


def _message(request: Request, slug: str, status: int = 200, **more: object) -> HttpResponse:
    hat = access.reader(request)
    row = access.message(request, slug)
    context = {"here": "mail", "one": shown(row, hat), **more}
    return render(request, "mail/message.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Say how one wants to be written to; each person for themselves only."""
    account = access.account(request)
    found = queries.preference(account)
    form = forms.Preferences(
        request.POST if request.method == "POST" else None,
        initial={
            "digest": found.digest,
            "quiet_from": found.quiet_from,
            "quiet_until": found.quiet_until,
            "zone": account.zone,
        },
    )
    if form.is_valid():
        actions.prefer(account, **form.cleaned_data)
        messages.info(request, __("Your choice is kept, and holds from the next letter on."))
        return redirect("mail:preferences")
    status = 422 if form.is_bound else 200
    return render(request, "mail/preferences.html", {"form": form}, status=status)

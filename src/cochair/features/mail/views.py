"""The outbox, one message, how one is written to, and what the demo caught."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from zoneinfo import available_timezones

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cochair.features.mail import (
    access,
    actions,
    digests,
    html_body,
    labels,
    queries,
    subscriptions,
)
from cochair.features.mail.models import Caught, Hold, Message, State
from cochair.features.parties import access as parties
from cochair.features.parties import queries as books
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refused
from cochair.web import errors, varieties
from cochair.web.attempts import too_often
from cochair.web.code_labels import Mark

PER_PAGE = 50
# Wrong addresses for stopping messages from one place, and the use of one.
WRONG, WITHIN = 20, 300
USES, IN_AN_HOUR = 60, 3600


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
    messages.info(request, __("The message is in the queue again."))
    return redirect("outbox:message", forum, slug)


@require_safe
def caught(request: HttpRequest) -> HttpResponse:
    """What the demo would have sent, and what waits for quiet hours to end or for a digest."""
    access.demo_only()
    forums = {one.slug: one for one in books.forums()}
    chosen = forums.get(request.GET.get("forum", ""))
    page = Paginator(queries.caught(chosen), PER_PAGE).get_page(request.GET.get("page"))
    held = queries.held(chosen)
    context = {
        "forums": forums.values(),
        "chosen": chosen,
        "page": page,
        "rows": [(row, forums.get(row.forum_slug)) for row in page],
        "held": held[:PER_PAGE],
        "held_number": held.count(),
        "quiet": held.filter(hold=Hold.QUIET).exists(),
    }
    return render(request, "mail/caught.html", context)


@require_POST
def show_held(request: Request) -> HttpResponse:
    """Wait no longer for quiet hours to end: in a demo nobody is woken."""
    access.demo_only()
    chosen = books.forum(request.POST.get("forum", ""))
    number = digests.not_longer(request.now, chosen)
    said = ngettext(
        "{n} message is being sent and will appear here in a few seconds.",
        "{n} messages are being sent and will appear here in a few seconds.",
        number,
    )
    messages.info(request, said.format(n=number))
    return redirect(reverse("mail:caught", query={"forum": chosen.slug} if chosen else None))


@require_safe
def caught_one(request: HttpRequest, number: int) -> HttpResponse:
    """One mail as its reader would see it."""
    row = access.caught(number)
    of = books.forum(row.forum_slug)
    return render(request, "mail/caught_one.html", {"row": row, "of": of, "mail": opened(row)})


@require_safe
@csp_override(
    {
        "default-src": [CSP.NONE],
        "style-src": [html_body.STYLE_SOURCE],
        "base-uri": [CSP.NONE],
        "form-action": [CSP.NONE],
        "frame-ancestors": [CSP.NONE],
        "sandbox": ["allow-popups"],
    }
)
def caught_html(request: HttpRequest, number: int) -> HttpResponse:
    """The HTML of a mail alone, as a mail program shows it: nothing is loaded and nothing runs."""
    mail = opened(access.caught(number))
    if not mail.html:
        raise Http404
    return HttpResponse(mail.html)


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
    form = Preferences(
        request.POST if request.method == "POST" else None,
        initial={
            "digest": found.digest,
            "informed": found.informed,
            "quiet_from": found.quiet_from,
            "quiet_until": found.quiet_until,
            "zone": account.zone,
            "language": account.variety or account.language,
        },
    )
    if form.is_valid():
        actions.prefer(account, **form.cleaned_data)
        messages.info(
            request, __("Your choice has been saved. It applies from the next message on.")
        )
        return redirect("mail:preferences")
    status = 422 if form.is_bound else 200
    return render(request, "mail/preferences.html", {"form": form}, status=status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop messages that only inform, without signing in; mail programs send it at once (RFC 8058).

    Reading this page does nothing: programs that look through mails open every link in them.
    """
    account = subscriptions.account_of(token)
    if account is None:
        place = get_adapter().get_client_ip(request)
        if too_often(f"wrong-subscription:{place}", most=WRONG, seconds=WITHIN):
            return errors.too_often(request)
        raise Http404
    if request.method == "POST":
        if too_often(f"subscription:{account.pk}", most=USES, seconds=IN_AN_HOUR):
            return errors.too_often(request)
        actions.stop_informing(account)
    answer = render(request, "mail/unsubscribe.html", {"is_done": request.method == "POST"})
    answer["Cache-Control"], answer["X-Robots-Tag"] = "private, no-store", "noindex"
    return answer


# What a person may say about how to be written to.
# Places, and no old names of zones such as EST5EDT.
CONTINENTS = "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific"
PLACES = tuple(f"{name}/" for name in CONTINENTS.split())


def zones() -> list[tuple[str, str]]:
    """The zones that can be chosen, by their IANA names."""
    named = sorted(zone for zone in available_timezones() if zone.startswith(PLACES))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in named)]


class Preferences(forms.Form):
    """In which language, at once or once a week, at which hours not, and on whose clock."""

    language = forms.ChoiceField(
        label=lazy("Language of your messages"),
        choices=varieties.choices,
        required=False,
        help_text=lazy(
            "A regional form also applies to the pages that you read in that language. Documents stay "
            "in the languages of the forum."
        ),
    )

    digest = forms.BooleanField(
        required=False,
        label=lazy("One weekly summary, on Monday at 08:00"),
        help_text=lazy("Invitations and urgent messages are still sent at once."),
    )
    informed = forms.BooleanField(
        required=False,
        label=lazy("Also messages that only inform"),
        help_text=lazy(
            "If not selected, you receive only messages that ask something of you or that the "
            "procedures require. Home still shows all changes."
        ),
    )
    quiet_from = forms.TimeField(
        label=lazy("Do not disturb from"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=lazy("Do not disturb until"),
        help_text=lazy("The same hour twice means no do-not-disturb hours."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    zone = forms.ChoiceField(label=lazy("Time zone"), choices=zones)


# A message and a caught mail as pages show them.
UNKNOWN = Mark("unknown", "off", "–")


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as one hat may see it: the text only of letters that are its own to read."""

    row: Message
    is_read: bool

    @property
    def mark(self) -> Mark:
        """How its state looks."""
        return labels.STATES.get(self.row.state, UNKNOWN)

    @property
    def state(self) -> str:
        """Its state in words."""
        return __(self.mark.word)

    @property
    def event(self) -> str:
        """What it is about in words; the number for an event that has none."""
        return __(labels.EVENTS.get(self.row.event, self.row.event))

    @property
    def what_to_do(self) -> str:
        """Why it was not sent and what helps; empty while nothing is wrong."""
        if self.row.state == State.NO_ADDRESS:
            return __(labels.NO_ADDRESS)
        return __(labels.FAILURES[self.row.failure]) if self.row.failure else ""

    @property
    def since(self) -> datetime:
        """When it came into its state, as far as that is kept: else when it was written."""
        return self.row.sent_at or self.row.failed_at or self.row.queued_at

    @property
    def is_reduced(self) -> bool:
        """Whether its text and its reader were forgotten, because their time was over."""
        return not (self.row.subject or self.row.body)

    @property
    def is_alarm(self) -> bool:
        """Whether a person has to do something."""
        return self.row.state in queries.ALARMING and not self.is_reduced

    @property
    def is_held(self) -> bool:
        """Whether it waits for an hour."""
        return self.row.state == State.HELD


def shown(row: Message, hat: ActingOffice) -> Shown:
    """A message for a hat."""
    return Shown(row, queries.may_read(row, hat))


def states(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Each state that occurs with its words and how many, what needs a person first."""
    return [
        (code, __(mark.word), counts[code])
        for code, mark in labels.STATES.items()
        if counts.get(code)
    ]


@dataclass(frozen=True, slots=True)
class Opened:
    """A caught mail taken apart: its text and HTML, and its calendar part with what it says."""

    text: str
    html: str
    headers: tuple[tuple[str, str], ...]
    calendar: bytes
    properties: tuple[tuple[str, str], ...]


SHOWN_HEADERS = (
    "From", "To", "Subject", "Date", "Content-Language", "Message-ID", "List-Id", "List-Unsubscribe",
)  # fmt: skip
SHOWN_PROPERTIES = ("UID", "SEQUENCE", "STATUS", "SUMMARY", "DTSTART", "DTEND", "LOCATION", "URL")


def opened(row: Caught) -> Opened:
    """What a mail reader makes of a caught mail."""
    mail = message_from_bytes(bytes(row.octets), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    part = next((p for p in mail.walk() if p.get_content_type() == "text/calendar"), None)
    octets = part.get_payload(decode=True) if part is not None else b""
    calendar = octets if isinstance(octets, bytes) else b""
    return Opened(
        text=str(text.get_content()) if text is not None else "",
        html=str(page.get_content()) if page is not None else "",
        headers=tuple((name, str(mail[name])) for name in SHOWN_HEADERS if mail[name]),
        calendar=calendar,
        properties=(_method(part), *_properties(calendar)) if part is not None else (),
    )


def _method(part: Any) -> tuple[str, str]:
    return "METHOD", str(part.get_param("method", ""))


def _properties(octets: bytes) -> tuple[tuple[str, str], ...]:
    if not octets:
        return ()
    from icalendar import Calendar

    event = Calendar.from_ical(octets).walk("VEVENT")[0]
    return tuple(
        (name, _written(event[name]) if name.startswith("DT") else str(event[name]))
        for name in SHOWN_PROPERTIES
        if name in event
    )


def _written(value: Any) -> str:
    """A time as the calendar writes it, with its zone."""
    return " ".join(filter(None, (str(value.to_ical(), "utf-8"), value.params.get("TZID", ""))))

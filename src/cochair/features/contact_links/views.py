"""Come in by a personal link and leave again; see and revoke the links of a contact point."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.calendars.responses import kept_by_nobody
from cochair.features.contact_links import access, actions
from cochair.features.contact_links.presenters import of_link
from cochair.features.invitations import access as inviting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.web import errors
from cochair.web.attempts import too_often
from cochair.web.localize import language_now

# A secret has 256 bits: nobody guesses one, so a link that works is never locked by those that do
# not.  What is counted is wrong links from one place, and the use of one link.
WRONG, WITHIN = 20, 300
USES, IN_AN_HOUR = 60, 3600


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request, forum: str, secret: str) -> HttpResponse:
    """Say what a link opens, and go in when that was read.

    Reading this page does nothing: programs that look through mails open every link in them.
    """
    try:
        link = access.link(request, secret)
    except Http404:
        place = get_adapter().get_client_ip(request)
        if too_often(f"wrong-link:{place}", most=WRONG, seconds=WITHIN):
            return errors.too_often(request)
        return errors.alone("meetings/links/closed.html", 404)
    shown = of_link(link)
    if request.method != "POST":
        book = parties.book(link.meeting.forum, request.now)
        context = {"shown": shown, "name": meeting_title(link.meeting, book, language_now())}
        return kept_by_nobody(render(request, "meetings/links/enter.html", context))
    if too_often(f"link:{link.pk}", most=USES, seconds=IN_AN_HOUR):
        return errors.too_often(request)
    actions.enter(link, at=request.now)
    # Whoever was signed in here is not any more: nobody acts in two ways at once.
    request.session.flush()
    rotate_token(request)
    request.session[access.CAME_BY] = link.pk
    return kept_by_nobody(redirect(shown.first))


@require_POST
def leave(request: Request, forum: str) -> HttpResponse:
    """Leave: this browser is nobody's again, and the link works until it ends."""
    access.came(request)
    request.session.flush()
    return redirect("public:home", forum)


@require_POST
def revoke(request: Request, forum: str, number: int) -> HttpResponse:
    """Revoke the links of a contact point."""
    contact, hat = inviting.contact(request, number)
    revoked = actions.revoke(contact, by=hat, at=request.now)
    said = ngettext(
        "The personal link has been revoked and no longer works.",
        "{number} personal links have been revoked and no longer work.",
        revoked,
    )
    messages.info(request, said.format(number=revoked))
    return redirect("meetings:contacts", forum)

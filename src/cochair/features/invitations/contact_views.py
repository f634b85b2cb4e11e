"""Contact points: where each delegation and organisation is reached."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cochair.features.invitations import (
    access,
    contact_offices,
    forms,
    mending,
    sections,
    titles,
)
from cochair.features.invitations import contacts as keeping
from cochair.features.meetings import access as meetings
from cochair.features.parties import access as parties
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.numbers import whole

MENDED = _("The address has been saved.")
MENDED_AND_SENT = _("The address has been saved, and the invitation is sent to it.")


@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: Request, forum: str) -> HttpResponse:
    """The addresses that this reader may see; enter one."""
    if request.method != "POST":
        return _page(request, access.contacts(request))
    who = access.contact_editor(request)
    form = forms.Contact(request.POST)
    if not form.is_valid():
        return _page(request, who, form=form, status=422)
    try:
        keeping.add(
            who.forum,
            keeping.Entry(**form.cleaned_data),
            only="" if who.all else who.hat.member,
            languages=titles.languages(),
            by=who.hat,
            at=request.now,
        )
    except Refused as refused:
        return _page(request, who, form=form, refusals=refused.refusals, status=422)
    messages.info(request, __("The address has been saved."))
    return redirect("meetings:contacts", forum)


@require_POST
def mend(request: Request, forum: str, slug: str) -> HttpResponse:
    """Enter the address of an invitee on the page of a meeting; what could not be sent is sent to it."""
    meeting, hat = meetings.meeting(request, slug), parties.actor(request, Power.RECORD_FACTS)
    form = forms.Contact(request.POST)
    if not form.is_valid():
        said = next(iter(form.errors.values()))[0]
        raise Refused(Refusal("practice", str(said)))
    entry = keeping.Entry(**form.cleaned_data)
    sent = mending.mend(meeting, entry, by=hat, at=request.now)
    messages.info(request, MENDED_AND_SENT if sent else MENDED)
    return redirect(f"{reverse('desk:meeting', args=[forum, slug])}?phase=invite")


@require_POST
def contact_list(request: Request, forum: str) -> HttpResponse:
    """Enter a whole list: all of it, or nothing with every fault named."""
    who = access.contact_editor(request)
    form = forms.ContactList(request.POST, request.FILES)
    text = form.text() if form.is_valid() else ""
    offices = form.is_valid() and form.cleaned_data["offices"]
    if offices:
        parties.actor(request, Power.APPOINT)
    try:
        number = keeping.take_in(
            who.forum,
            text,
            only="" if who.all else who.hat.member,
            languages=titles.languages(),
            offices=offices,
            by=who.hat,
            at=request.now,
        )
    except keeping.Faulty as faulty:
        return _page(request, who, pasted=text, faults=faulty.faults, status=422)
    except Refused as refused:
        return _page(request, who, pasted=text, refusals=refused.refusals, status=422)
    said = ngettext("One address was added.", "{number} addresses were added.", number)
    messages.info(request, said.format(number=number))
    return redirect("meetings:contacts", forum)


@require_POST
def end(request: Request, forum: str, number: int) -> HttpResponse:
    """Write to an address no more."""
    found, hat = access.contact(request, number)
    keeping.end(found, by=hat, at=request.now)
    messages.info(request, __("Messages are no longer sent to this address."))
    return redirect("meetings:contacts", forum)


@require_POST
def offices(request: Request, forum: str) -> HttpResponse:
    """Open an account and an office for each contact point that is chosen."""
    hat, who = parties.actor(request, Power.APPOINT), access.contacts(request)
    sent = map(whole, request.POST.getlist("contact"))
    numbers = [number for number in sent if number is not None]
    try:
        made = contact_offices.open_offices(who.forum, numbers, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, who, refusals=refused.refusals, status=422)
    said = ngettext(
        "One office was opened. Its holder receives a message explaining how to sign in.",
        "{number} offices were opened. Their holders receive a message explaining how to sign in.",
        made,
    )
    messages.info(request, said.format(number=made))
    return redirect("meetings:contacts", forum)


def _page(
    request: Request,
    who: access.Contacts,
    *,
    form: forms.Contact | None = None,
    pasted: str = "",
    faults: tuple[object, ...] = (),
    refusals: tuple[object, ...] = (),
    status: int = 200,
) -> HttpResponse:
    hat = who.hat
    found = sections.contact_sections(who.forum, "" if who.all else hat.member, hat, request.now)
    context = {
        "here": "members",
        "sections": found,
        "edits": access.edits(who),
        "appoints": hat.may(Power.APPOINT),
        "offers_offices": any(section.offers_offices for section in found),
        "all": who.all,
        "form": form or forms.Contact(initial={"code": "" if who.all else hat.member}),
        "pasted": pasted,
        "faults": faults,
        "refusals": refusals,
    }
    return render(request, "meetings/inviting/contacts.html", context, status=status)

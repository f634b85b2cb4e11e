"""Members and presidencies on any day, designations, offices, and which hat one wears."""

from datetime import datetime, time

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from cochair.features.accounts import reauthentication
from cochair.features.accounts.actions import invitation_path, open_account
from cochair.features.parties import access, actions, queries
from cochair.features.parties.middleware import CHOSEN
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.presenters import parties_on
from cochair.features.parties.request import Request
from cochair.procedure.calendar import civil_day, start_of_day, zone_named
from cochair.procedure.refusal import Refusal, Refused, _
from cochair.web import as_at, code_labels
from cochair.web.cleaning import Hour, instant

# What a person may type about presidencies and offices.
ROLE_WORDS = {role: lazy(code_labels.ROLES[role.value]) for role in Role}
# What a co-presidency grants within its own Party, and to organisations.
GRANTED = (
    Role.CO_PRESIDENCY,
    Role.SECRETARIAT,
    Role.COORDINATOR,
    Role.DELEGATION_HEAD,
    Role.DELEGATION_MEMBER,
    Role.INCOMING,
    Role.INSTITUTION,
    Role.OBSERVER,
    Role.SUPPORT,
)


class Designation(forms.Form):
    """The next presidency of one's own Party."""

    member = forms.CharField(max_length=8)
    day = forms.DateField(required=False)
    hour = Hour(required=False)
    end_day = forms.DateField(required=False)
    zone = forms.CharField(max_length=64, required=False)
    document = forms.CharField(max_length=500)


class Document(forms.Form):
    """The decision of the Party that settles who presides."""

    document = forms.CharField(max_length=500)


class Grant(forms.Form):
    """An office for a person."""

    email = forms.EmailField()
    name = forms.CharField(max_length=200, required=False)
    role = forms.ChoiceField(choices=[(role.value, ROLE_WORDS[role]) for role in GRANTED])
    member = forms.CharField(max_length=8, required=False)
    organisation = forms.CharField(max_length=64, required=False)
    until = forms.DateField(required=False)

    def only(self, *roles: Role) -> None:
        """Offer some offices and no others."""
        self.fields["role"].choices = [(one.value, ROLE_WORDS[one]) for one in roles]  # type: ignore[attr-defined]


@require_safe
def members(request: Request, forum: str) -> HttpResponse:
    """Members and presidencies on any day."""
    return _members(request)


@require_POST
def designation(request: Request, forum: str) -> HttpResponse:
    """Record the next presidency of one's own Party."""
    hat = access.actor(request, Power.RECORD_PRESIDENCY)
    reauthentication.require_recent_auth(request)
    form = Designation(request.POST)
    if not form.is_valid():
        return _members(request, designation=form, status=422)
    typed = form.cleaned_data
    roster = queries.roster(access.forum(request))
    try:
        zone = zone_named(typed["zone"] or roster.party(hat.party).seat_zone).key
        actions.designate(
            access.forum(request),
            party=hat.party,
            member=typed["member"].strip().upper(),
            start=_instant(typed["day"], typed["hour"], zone),
            end=_instant(typed["end_day"], None, zone),
            zone=zone,
            document=typed["document"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _members(request, designation=form, refusals=refused.refusals, status=422)
    messages.info(request, __("The designation has been recorded, with its document."))
    return redirect("parties:members", forum)


@require_POST
def settlement(request: Request, forum: str, term: str) -> HttpResponse:
    """Settle a disputed presidency of one's own Party."""
    hat = access.actor(request, Power.RECORD_PRESIDENCY)
    reauthentication.require_recent_auth(request)
    form = Document(request.POST)
    if not form.is_valid():
        refusal = Refusal(
            "term", _("Name the document of the Party that confirms the designation.")
        )
        return _members(request, refusals=(refusal,), status=422)
    try:
        actions.settle(
            access.term(request, term),
            document=form.cleaned_data["document"],
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _members(request, refusals=refused.refusals, status=422)
    messages.info(request, __("Your Party has settled the dispute over its presidency."))
    return redirect("parties:members", forum)


@require_POST
def acknowledgement(request: Request, forum: str, term: str) -> HttpResponse:
    """Take note of the other Party's presidency."""
    hat = access.actor(request, Power.DECIDE_FOR_PARTY)
    try:
        actions.acknowledge(access.term(request, term), by=hat, at=request.now)
    except Refused as refused:
        return _members(request, refusals=refused.refusals, status=422)
    messages.info(request, __("Recorded. Your signature is not needed."))
    return redirect("parties:members", forum)


@require_safe
def offices(request: Request, forum: str) -> HttpResponse:
    """The offices of one's own Party, and appointing to them."""
    return _offices(request)


@require_POST
def grant(request: Request, forum: str) -> HttpResponse:
    """Give a person an office of one's own Party, opening an account when there is none.

    Where nobody can sign for a Party, its secretariat appoints who presides, and nobody else.
    """
    hat = access.actor(request, Power.RECORD_PRESIDENCY)
    reauthentication.require_recent_auth(request)
    form = Grant(request.POST)
    if not form.is_valid():
        return _offices(request, form=form, status=422)
    typed = form.cleaned_data
    if typed["role"] != Role.CO_PRESIDENCY:
        access.actor(request, Power.APPOINT)
    seat = queries.roster(access.forum(request)).party(hat.party).seat_zone
    outside = typed["role"] in actions.OF_AN_ORGANISATION
    try:
        account = open_account(typed["email"], name=typed["name"], at=request.now)
        actions.appoint(
            access.forum(request),
            account=account,
            role=typed["role"],
            party="" if outside else hat.party,
            member=typed["member"].strip().upper(),
            organisation=typed["organisation"].strip(),
            start=request.now,
            end=start_of_day(typed["until"], seat) if typed["until"] else None,
            by=hat,
            at=request.now,
        )
    except Refused as refused:
        return _offices(request, form=form, refusals=refused.refusals, status=422)
    invitation = None
    if not account.has_usable_password() and queries.is_of_one_side(
        access.forum(request), account, hat.party
    ):
        invitation = request.build_absolute_uri(invitation_path(account))
    return _offices(request, invitation=invitation)


@require_POST
def end(request: Request, forum: str, office: int) -> HttpResponse:
    """End an office of one's own Party."""
    hat = access.actor(request, Power.APPOINT)
    reauthentication.require_recent_auth(request)
    found = access.office(request, office, hat)
    try:
        actions.end_office(found, by=hat, at=request.now)
    except Refused as refused:
        return _offices(request, refusals=refused.refusals, status=422)
    messages.info(request, __("The office has been ended. What was done in it remains valid."))
    return redirect("parties:offices", forum)


@require_POST
def hat(request: Request, forum: str) -> HttpResponse:
    """Wear another of one's own hats."""
    chosen = request.POST.get("office", "")
    if not any(str(worn.office) == chosen for worn in request.hats):
        raise Http404
    request.session[CHOSEN] = int(chosen)
    back = request.POST.get("next", "")
    # A path of this house only: `redirect` would take a word for the name of a page.
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("desk:home", forum)


def _members(
    request: Request,
    *,
    designation: Designation | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    worn = access.require_reader(request)
    found = access.forum(request)
    moment = as_at.read(request, found.zone)
    roster = queries.roster(found)
    return render(
        request,
        "parties/members.html",
        {
            "here": "members",
            "as_at": moment,
            "parties": parties_on(roster, civil_day(moment.instant, found.zone), moment.instant),
            "organisations": roster.organisations,
            "own": worn.party if worn.may(Power.RECORD_PRESIDENCY) and moment.is_now else "",
            "other": worn.may(Power.DECIDE_FOR_PARTY) and moment.is_now,
            "keeps_up": worn.may(Power.RECORD_FACTS) and moment.is_now,
            "own_members": [m for m in roster.members if m.party.code == worn.party],
            "designation": designation or Designation(),
            "refusals": refusals,
        },
        status=status,
    )


def _offices(
    request: Request,
    *,
    form: Grant | None = None,
    refusals: tuple[Refusal, ...] = (),
    invitation: str | None = None,
    status: int = 200,
) -> HttpResponse:
    worn: ActingOffice = access.require_reader(request)
    found = access.forum(request)
    roster = queries.roster(found)
    form = form or Grant()
    if not worn.may(Power.APPOINT):
        form.only(Role.CO_PRESIDENCY)
    rows = queries.offices_of(found, worn.party, request.now)
    return render(
        request,
        "parties/offices.html",
        {
            "here": "members",
            "rows": [(row, ROLE_WORDS[Role(row.role)]) for row in rows],
            "party": roster.party(worn.party) if worn.party else None,
            "appoints": worn.may(Power.APPOINT),
            "records": worn.may(Power.RECORD_PRESIDENCY),
            "own_members": [m for m in roster.members if m.party.code == worn.party],
            "organisations": queries.own_organisations(found, worn.party),
            "form": form,
            "refusals": refusals,
            "invitation": invitation,
        },
        status=status,
    )


def _instant(day: object, hour: time | None, zone: str) -> datetime | None:
    """The UTC instant of a local day and hour; a day alone begins at its midnight."""
    if day is None:
        return None
    if hour is None:
        return start_of_day(day, zone)  # type: ignore[arg-type]
    return instant(day, hour, zone)  # type: ignore[arg-type]

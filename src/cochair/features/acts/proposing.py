"""The page that proposes a declared joint act: from what was typed to the page of the act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from cochair.features.acts.declared import Declared
from cochair.features.parties import access
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.web.cleaning import cleaned_or_refuse

type Door = Callable[..., tuple[Any, ...]]
"""Gives the thing at an address, first of all, to whoever reads it; 404 to all others."""


def page(
    act: Declared[Any, Any],
    door: Door,
    form: type[Form] = Form,
    wanted: Callable[[Any, Any], object] = lambda form, row: None,
) -> Callable[..., HttpResponse]:
    """The view that proposes an act on what a door gives, for whoever may propose; `wanted` reads what
    a person wants from the form that was filled in, and the thing.

    Raises Refused with what is wrong with the form, or what stands against the act.
    """

    @require_POST
    def view(request: Request, forum: str, **address: Any) -> HttpResponse:
        row = door(request, **address)[0]
        hat = access.actor(request, Power.PROPOSE)
        sent = form(request.POST)
        reason = cleaned_or_refuse(sent).get("reason", "")
        made = act.propose(row, wanted(sent, row), by=hat, at=request.now, reason=reason)
        messages.info(request, gettext(act.proposed))
        return redirect("acts:act", forum, made.number)

    return view

"""Send a corrigendum to both for signature, from its page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST

from cochair.features.corrigenda import actions
from cochair.features.documents import access
from cochair.features.parties import access as doors
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.features.register import forms
from cochair.web.cleaning import cleaned_or_refuse


@require_POST
def correct(request: Request, forum: str, slug: str) -> HttpResponse:
    """Send a corrigendum of what both agreed to for signature."""
    corrigendum, _hat = access.own(request, slug)
    hat = doors.actor(request, Power.PROPOSE)
    typed = cleaned_or_refuse(forms.Seen(request.POST))
    act = actions.propose(corrigendum, **typed, by=hat, at=request.now)
    messages.info(request, __("The corrigendum is sent to both Parties for signature."))
    return redirect("acts:act", forum, act.number)

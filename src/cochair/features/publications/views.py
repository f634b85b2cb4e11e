"""Pages on which a document goes further: to more readers, and to the public by both keys."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as __
from django.views.decorators.http import require_POST

from cochair.features.documents import access
from cochair.features.documents.marking import WIDTH
from cochair.features.parties import access as doors
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.features.publications import actions
from cochair.web.cleaning import cleaned_or_refuse


@require_POST
def widen(request: Request, forum: str, slug: str) -> HttpResponse:
    """Let more people read a document."""
    found, hat = access.own(request, slug)
    typed = cleaned_or_refuse(Widen(request.POST))
    actions.widen(found, **typed, by=hat, at=request.now)
    messages.info(request, __("More people may now read the document."))
    return redirect("documents:document", forum, slug)


@require_POST
def publish(request: Request, forum: str, slug: str) -> HttpResponse:
    """Propose that both publish a document."""
    found, _hat = access.document(request, slug)
    hat = doors.actor(request, Power.PROPOSE)
    typed = cleaned_or_refuse(Publish(request.POST))
    act = actions.propose_publication(found, **typed, by=hat, at=request.now)
    messages.info(
        request, __("The publication has been sent to both co-presidencies for signature.")
    )
    return redirect("acts:act", forum, act.number)


# What a person may type when a document goes further.
HIGHEST, REASON = 10**9, 4000


class Widen(forms.Form):
    """A wider marking, with the version of the document that was shown."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)
    marking = forms.ChoiceField(choices=[(one.value, one.value) for one in WIDTH])


class Publish(forms.Form):
    """A proposal to publish, with a reason where a language is missing."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)
    reason = forms.CharField(max_length=REASON, required=False)

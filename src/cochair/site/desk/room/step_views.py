"""What the button of the room does: one view, a function for each step, and what is said afterwards.

A step sent twice is taken once: who has signed an act has signed it, and the entries of the room
and the list of speakers know what they were sent.  Source: docs/decisions/0062.
"""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cochair.features.accounts import reauthentication
from cochair.features.conduct import access as conducting
from cochair.features.conduct.labels import KINDS
from cochair.features.conduct.refusals import CONCLUSION
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.request import Request
from cochair.features.room import access
from cochair.features.room.terms import KINDS as DECIDES
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Sentence
from cochair.site.desk.room import access as screens
from cochair.site.desk.room import deck
from cochair.site.desk.room.shape import JOINT, Verb
from cochair.site.desk.room.steps import HIGHEST, STEPS
from cochair.web.cleaning import cleaned_or_refuse


class Pressed(forms.Form):
    """What a button of the room sends: the step, and what was shown beside it."""

    verb = forms.ChoiceField(choices=[(one.value, one.value) for one in Verb])
    seen = forms.CharField(max_length=64, required=False)
    act = forms.IntegerField(min_value=1, max_value=HIGHEST, required=False)
    number = forms.IntegerField(min_value=0, max_value=HIGHEST, required=False)
    item = forms.CharField(max_length=32, required=False)
    next = forms.CharField(max_length=32, required=False)
    document = forms.CharField(max_length=96, required=False)
    kind = forms.ChoiceField(choices=[(one, one) for one in ("", *DECIDES, *KINDS)], required=False)
    form = forms.CharField(max_length=64, required=False)
    claim = forms.ChoiceField(choices=[(one.value, one.value) for one in Claim], required=False)


@require_POST
def step(request: Request, forum: str, slug: str) -> HttpResponse:
    """Take the step of the button, or of what stands beside it, and go back to the room."""
    said = _taken(request, slug)
    found, _hat, _sight = screens.room(request, slug)
    messages.info(request, deck.spoken(said, found, request.now))
    return redirect("desk:room", forum, slug)


def _taken(request: Request, slug: str) -> Sentence:
    """Take the step of a button; what was done, in a sentence.

    Raises PermissionDenied (403) for a step that is not this office's, ReauthenticationRequired
    for a signature of somebody who has not shown lately who it is, and as the step itself does.
    """
    typed = cleaned_or_refuse(Pressed(request.POST))
    verb = Verb(typed["verb"])
    if verb in JOINT or verb is Verb.WITHDRAW:
        meeting, _hat = access.meeting(request, slug)
        by = access.chair(request)
        reauthentication.require_recent_auth(request)
    elif verb in (Verb.BEGIN, Verb.CONCLUDE):
        meeting, by = conducting.conductor(request, slug)
    else:
        meeting, by = conducting.speaker(request, slug)
    said = {**typed, "words": _words(request, meeting)} if verb is Verb.CONCLUDE else typed
    taken = STEPS.get(verb)
    if taken is None:
        raise Http404
    return taken(meeting, said, by, request.now)


def _words(request: Request, meeting: Meeting) -> Mapping[str, str]:
    """The conclusion in each language in which something was written."""
    languages = parties.book(meeting.forum, request.now).languages
    fields = {
        f"words_{code}": forms.CharField(max_length=CONCLUSION, required=False)
        for code in languages
    }
    form = type("Words", (forms.Form,), fields)(request.POST)
    typed = cleaned_or_refuse(form)
    return {code: said for code in languages if (said := typed[f"words_{code}"].strip())}

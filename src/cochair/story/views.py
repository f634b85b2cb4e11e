"""The story of a demonstration: its timeline, its next event, and a jump to a day."""

import time
from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cochair.features.parties import access as doors
from cochair.features.parties.request import Request
from cochair.procedure.calendar import end_of_day
from cochair.story import access, actions, queries
from cochair.story.presenters import timeline
from cochair.web.cleaning import cleaned_or_refuse

# A browser waits that long for a page; then the player says how far it came, and is told to go on.
PATIENCE = 20.0


@require_safe
def story(request: Request, forum: str) -> HttpResponse:
    """All events, past and to come, by chapter."""
    found = access.story(request)
    context = {"chapters": timeline(found, doors.forum(request).zone), "here": "story"}
    return render(request, "story/story.html", context)


@require_POST
def play(request: Request, forum: str) -> HttpResponse:
    """Play the event that was shown as the next."""
    access.player(request)
    event = actions.play_next(doors.forum(request), seen=request.POST.get("seen", ""))
    if event is None:
        messages.info(request, __("Someone else has already run this event."))
    else:
        messages.info(request, __(event.title))
    return redirect("story:story", forum)


@require_POST
def jump(request: Request, forum: str) -> HttpResponse:
    """Play all events up to the end of a day, or as many as a browser has the patience for."""
    access.player(request)
    here = doors.forum(request)
    form = Jump(request.POST)
    cleaned_or_refuse(form)
    until = form.until(here.zone)
    played, left = _played(request, until)
    said = ngettext("{n} event has been run.", "{n} events have been run.", played).format(n=played)
    messages.info(request, said)
    if left:
        more = ngettext(
            "{n} event is left until then: continue.",
            "{n} events are left until then: continue.",
            left,
        )
        messages.info(request, more.format(n=left))
    return redirect("story:story", forum)


def _played(request: Request, until: datetime) -> tuple[int, int]:
    """How many events were played, and how many are left until then."""
    here, began, played = doors.forum(request), time.monotonic(), 0
    found = access.story(request)
    due = queries.due(found, until)
    for event in due:
        if time.monotonic() - began > PATIENCE:
            return played, len(due) - played
        if actions.play_next(here, seen=event.code) is None:
            break
        played += 1
    actions.go_on(here, until)
    return played, 0


# To which day a story is played.
class Jump(forms.Form):
    """A civil day in the zone of the forum; all that happens on it is played."""

    day = forms.DateField(
        label=_("Run to the end of"),
        error_messages={"required": _("Enter a date"), "invalid": _("This date does not exist")},
    )

    def until(self, zone: str) -> datetime:
        """The last instant of the day in a zone.  Raises Refused outside the calendar."""
        return end_of_day(self.cleaned_data["day"], zone) - timedelta(microseconds=1)

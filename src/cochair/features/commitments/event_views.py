"""Events of initiatives that come in as a list or a calendar: previewed line by line, then saved."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.views.decorators.http import require_http_methods

from cochair.features.commitments import event_plan, queries
from cochair.features.commitments.event_plan import Beside, Plan
from cochair.features.delegations import tables
from cochair.features.extraction.forms import Table
from cochair.features.parties import access as doors
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.procedure.refusal import Refusal, Refused
from cochair.web.formats import sorting_key
from cochair.web.localize import translated


class Events(Table):
    """A list or a calendar, and what is said of all lines that do not say it themselves."""

    initiative = forms.CharField(max_length=41, required=False)
    source = forms.CharField(max_length=400, required=False)

    @property
    def beside(self) -> Beside:
        """Whose events they are, and from where they are known."""
        return Beside(self.cleaned_data["initiative"], self.cleaned_data["source"].strip())

    def read(self) -> tables.Table:
        """The table that was sent. Raises Refused for one that is too large or cannot be read."""
        file = self.cleaned_data["file"]
        if file is None:
            return event_plan.of_text(self.cleaned_data["text"])
        # One more than is allowed is enough to know that it is too much.
        return event_plan.of_file(file.read(tables.MOST_BYTES + 1))


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: Request, forum: str) -> HttpResponse:
    """Read events and say line by line what they would add; save them when that was read."""
    hat = doors.actor(request, Power.RECORD_FACTS)
    if request.method != "POST":
        chosen = {"initiative": request.GET.get("initiative", "")[:41]}
        return _page(request, Events(initial=chosen))
    form = Events(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    found, seen = doors.forum(request), form.cleaned_data["seen"]
    try:
        read = event_plan.of_table(found, form.read(), form.beside)
        if not seen:
            return _page(request, form, read=read, status=422 if read.wrong else 200)
        language = get_language() or "en"
        made = event_plan.save(found, read, seen=seen, language=language, by=hat, at=request.now)
    except Refused as refused:
        return _page(request, form, refusals=refused.refusals, status=422)
    messages.info(request, __("Events added: {number}.").format(number=len(made)))
    return redirect("commitments:initiatives", forum)


def _page(
    request: Request,
    form: Events,
    *,
    read: Plan | None = None,
    refusals: tuple[Refusal, ...] = (),
    status: int = 200,
) -> HttpResponse:
    doing = read.doing(event_plan.ADDED) if read else ()
    text = read.table.text if read else ""
    register = [
        (one.row.code, str(translated(one.row.name)))
        for one in queries.initiatives(doors.forum(request))
    ]
    context = {
        "here": "members",
        "form": form,
        "plan": read,
        "doing": doing,
        "same": len(read.doing(event_plan.SAME)) if read else 0,
        "text": text,
        # What is to be corrected stays as it was sent, from a file too.
        "kept": form["text"].value() if read is None else text if read.wrong else "",
        "ready": bool(read and doing and not read.wrong),
        "columns": event_plan.COLUMNS,
        "initiatives": sorted(register, key=lambda one: sorting_key(one[1])),
        "refusals": refusals,
    }
    return render(request, "commitments/events/import.html", context, status=status)

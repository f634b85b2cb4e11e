"""Where a Party wants the witnesses of the ledger, on a page of its own."""

from django.contrib import messages
from django.core.validators import RegexValidator
from django.forms import CharField, EmailField, Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as said
from django.views.decorators.http import require_http_methods

from cochair.features.accounts import reauthentication
from cochair.features.mail import witnesses
from cochair.features.parties import access
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.journal import queries as journal
from cochair.procedure.refusal import _
from cochair.web.localize import language_now

TROUBLE = {
    "unreachable": _("The folder could not be written or read. Tell whoever runs the machine."),
    "missing": _("Witnesses that were put into the folder are not there any more."),
    "forged": _(
        "The folder holds a file that this installation did not sign: it counts for nothing."
    ),
}

NO_ADDRESS = _("This is not an e-mail address")
NO_NAME = _("A folder has a name of small letters, digits and hyphens.")


class Place(Form):
    """An address, and the name of a folder; both may be empty."""

    email = EmailField(max_length=254, required=False, error_messages={"invalid": said(NO_ADDRESS)})
    folder = CharField(
        max_length=64,
        required=False,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*\Z", said(NO_NAME))],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: Request, forum: str) -> HttpResponse:
    """Read and say where one's own Party gets its witnesses: its co-presidency and secretariat."""
    hat, found = access.actor(request, Power.RECORD_FACTS), access.forum(request)
    row = journal.place(found.slug, hat.party)
    kept = {"email": row.email, "folder": row.folder} if row else {}
    form = Place(request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST":
        reauthentication.require_recent_auth(request)
        if form.is_valid():
            typed = form.cleaned_data
            witnesses.name_place(
                found,
                email=typed["email"],
                folder=typed["folder"],
                language=language_now(),
                by=hat,
                at=request.now,
            )
            messages.info(request, __("From now on your Party gets its witnesses there."))
            return redirect("desk:witnesses", forum)
    return render(
        request,
        "desk/witnesses.html",
        {
            "here": "journal",
            "row": row,
            "form": form,
            "trouble": TROUBLE.get(row.trouble, "") if row else "",
        },
        status=422 if form.is_bound else 200,
    )

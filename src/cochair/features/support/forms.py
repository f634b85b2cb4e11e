"""What a person may type about requests for support."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.follow_up.forms import Careful, Codes
from cochair.features.measures.forms import NO_DAY, Named


class Request(Named):
    """What is asked of which programme, for which commitments, and by when."""

    free = ("source",)

    programme = forms.CharField(
        max_length=64, error_messages={"required": _("Select the programme")}
    )
    commitments = Codes(error_messages={"required": _("Select at least one commitment")})
    asked_on = forms.DateField(error_messages={"required": _("Enter the date"), "invalid": NO_DAY})
    needed_by = forms.DateField(error_messages={"required": _("Enter the date"), "invalid": NO_DAY})
    source = forms.CharField(max_length=300, error_messages={"required": _("Give the source")})


class Outcome(Careful):
    """What became of a request, on which day, in a sentence."""

    free = ("words",)

    state = forms.CharField(
        max_length=16, error_messages={"required": _("Select what became of it")}
    )
    day = forms.DateField(error_messages={"required": _("Enter the date"), "invalid": NO_DAY})
    words = forms.CharField(
        max_length=1000, error_messages={"required": _("Write it in your own words")}
    )

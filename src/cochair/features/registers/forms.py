"""What a person may type into the registers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.follow_up.forms import Careful


class Brought(Careful):
    """A good practice, an area to improve or a proposal for a new area."""

    free = ("title", "words", "not_relevant_reason")

    kind = forms.CharField(max_length=16, error_messages={"required": _("Choose a register")})
    meeting = forms.CharField(max_length=96, error_messages={"required": _("Choose a meeting")})
    title = forms.CharField(max_length=200, error_messages={"required": _("Enter a name")})
    words = forms.CharField(max_length=8000, error_messages={"required": _("Enter a description")})
    dimension = forms.CharField(max_length=16, required=False)
    not_relevant_reason = forms.CharField(max_length=1000, required=False)


class Assessment(forms.Form):
    """An edition of an assessment of threats."""

    series = forms.CharField(max_length=64, error_messages={"required": _("Enter the name")})
    edition = forms.CharField(max_length=64, error_messages={"required": _("Enter the edition")})
    url = forms.URLField(
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a complete web address, or leave the field empty")},
    )

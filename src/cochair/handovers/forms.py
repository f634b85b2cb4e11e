"""What a person types to accept or to acknowledge a handover."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Acceptance(forms.Form):
    """The name of the person who accepts."""

    name = forms.CharField(
        max_length=200, error_messages={"required": _("Write the name of the person who accepts")}
    )


class Acknowledgement(forms.Form):
    """The name of the person who acknowledges."""

    name = forms.CharField(
        max_length=200,
        error_messages={"required": _("Write the name of the person who acknowledges")},
    )

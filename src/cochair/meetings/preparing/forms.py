"""What a person types about a follow-up."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FollowUp(forms.Form):
    """What is to be done, by which Party, until which civil day."""

    text = forms.CharField(
        max_length=500, strip=True, error_messages={"required": _("Write what is to be done")}
    )
    party = forms.CharField(max_length=32, required=False)
    due = forms.DateField(required=False, error_messages={"invalid": _("There is no such day")})

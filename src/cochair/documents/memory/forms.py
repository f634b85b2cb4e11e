"""What a person may send in for the memory."""

from django import forms
from django.utils.translation import gettext_lazy as _


class File(forms.Form):
    """A file of pairs, and who may use them."""

    file = forms.FileField(error_messages={"required": _("Choose a file")})


class Keep(forms.Form):
    """What was read from a file, to be kept for one's own Party or for all."""

    seal = forms.CharField()
    for_all = forms.BooleanField(required=False)

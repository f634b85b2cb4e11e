"""What a person sends to bring a Word file in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class File(forms.Form):
    """A file that is brought in."""

    file = forms.FileField(error_messages={"required": _("Choose a file")})


class Choice(forms.Form):
    """The state of the text in the preview; which changes were chosen is read beside it."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

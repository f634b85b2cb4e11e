"""What a person may send in when a translation comes back."""

from django import forms
from django.utils.translation import gettext_lazy as _

HIGHEST, TITLE = 10**9, 300


class Bring(forms.Form):
    """A file, with the version of the document that was shown."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST)
    file = forms.FileField()


class Paragraphs(forms.Form):
    """What goes with the paragraphs of a page: the title, and what kind of change it is."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)
    title = forms.CharField(max_length=TITLE, required=False)
    courtesy = forms.BooleanField(required=False)
    editorial = forms.BooleanField(required=False)


class File(forms.Form):
    """A file that is brought in."""

    file = forms.FileField(error_messages={"required": _("Choose a file")})

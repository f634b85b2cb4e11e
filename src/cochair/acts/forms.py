"""What a person may type about a joint act."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Key(forms.Form):
    """A key turned on exactly what was shown."""

    seen = forms.CharField(max_length=64)
    understood = forms.BooleanField(label=_("I have read what is agreed, in every language shown."))


class Decline(forms.Form):
    """A refusal with its reason."""

    reason = forms.CharField(label=_("Why"), max_length=4000, widget=forms.Textarea, strip=True)

"""What a person types on the page of their own data."""

from django import forms
from django.utils.translation import gettext_lazy as lazy


class Name(forms.Form):
    """How somebody is called."""

    name = forms.CharField(label=lazy("Name"), required=False, max_length=200)


class Erasure(forms.Form):
    """That somebody knows what an erasure does."""

    understood = forms.BooleanField(required=False)

    @property
    def is_understood(self) -> bool:
        """Whether the word was given."""
        return bool(self.is_valid() and self.cleaned_data["understood"])

"""What a person may send in when a translation comes back."""

from django import forms

HIGHEST = 10**9


class Bring(forms.Form):
    """A file, with the version of the document that was shown."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST)
    file = forms.FileField()

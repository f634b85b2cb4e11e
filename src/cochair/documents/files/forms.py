"""What a person may type about a file."""

from django import forms

from cochair.documents.files.actions import LONGEST_BASIS


class Release(forms.Form):
    """The basis on which a held file is released; whether it says enough, the act decides."""

    basis = forms.CharField(max_length=4 * LONGEST_BASIS, required=False)

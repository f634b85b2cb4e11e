"""What a person may send in for the memory."""

from django import forms


class Keep(forms.Form):
    """What was read from a file, to be kept for one's own Party or for all."""

    seal = forms.CharField()
    for_all = forms.BooleanField(required=False)

"""What a person may type when a document goes further."""

from django import forms

from cochair.documents.marking import WIDTH

HIGHEST, REASON = 10**9, 4000


class Widen(forms.Form):
    """A wider marking, with the version of the document that was shown."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)
    marking = forms.ChoiceField(choices=[(one.value, one.value) for one in WIDTH])


class Publish(forms.Form):
    """A proposal to publish, with a reason where a language is missing."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)
    reason = forms.CharField(max_length=REASON, required=False)

"""What a person may type about a document that was circulated."""

from django import forms

from cochair.documents.circulating.actions import ANSWERS

TEXT, NAME = 4000, 32


class Comment(forms.Form):
    """A comment on a paragraph or on the whole."""

    paragraph = forms.CharField(max_length=NAME, required=False)
    text = forms.CharField(max_length=TEXT, required=False)
    own_party = forms.BooleanField(required=False)


class Answer(forms.Form):
    """What became of a comment."""

    state = forms.ChoiceField(choices=list(ANSWERS.items()))
    text = forms.CharField(max_length=TEXT, required=False)

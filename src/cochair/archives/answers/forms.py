"""What a person may choose of an answer."""

from django import forms
from django.conf import settings

from cochair.archives.answers.content import TOPICS


class Asked(forms.Form):
    """Who asked, what is answered, and in which languages."""

    audience = forms.CharField(max_length=200, required=False)
    topics = forms.MultipleChoiceField(choices=tuple(TOPICS.items()), required=False)
    languages = forms.MultipleChoiceField(choices=settings.LANGUAGES, required=False)

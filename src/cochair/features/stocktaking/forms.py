"""What a person may type about a stock-taking report."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.follow_up.forms import LONGEST, Careful


class Foreword(Careful):
    """Words before the lines, a field for each language."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        self.free = tuple(f"foreword_{code}" for code in self.languages)
        for name in self.free:
            self.fields[name] = forms.CharField(max_length=LONGEST, required=False)

    @property
    def words(self) -> dict[str, str]:
        """What was typed, by language."""
        return {code: self.cleaned_data[f"foreword_{code}"] for code in self.languages}


class Until(forms.Form):
    """The last day on which comments are taken."""

    until = forms.DateField(error_messages={"required": _("Enter a date")})


class Comment(Careful):
    """What somebody says of a line, or of the whole."""

    free = ("words",)

    line = forms.CharField(max_length=64, required=False)
    words = forms.CharField(
        max_length=LONGEST, error_messages={"required": _("Enter your comment.")}
    )


class Answer(Careful):
    """What is answered."""

    free = ("words",)

    words = forms.CharField(max_length=LONGEST, error_messages={"required": _("Enter an answer.")})


class Meeting(forms.Form):
    """The meeting to which the outcome goes."""

    meeting = forms.CharField(max_length=96, error_messages={"required": _("Choose a meeting")})

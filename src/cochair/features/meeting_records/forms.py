"""What a person may type about the record of a meeting."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.web.cleaning import Hour

LONGEST, MOST = 4000, 20000
TAKEN_UP, NOT_TAKEN_UP = "yes", "no"


class Words(forms.Form):
    """The words of a paragraph by language, and the version that was shown."""

    seen = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)
    left_out = forms.BooleanField(required=False)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        for code in self.languages:
            # How long a paragraph may be is asked of its words as they are kept.
            self.fields[f"words_{code}"] = forms.CharField(max_length=MOST, required=False)

    @property
    def words(self) -> dict[str, str]:
        """What was typed, by language."""
        return {code: self.cleaned_data[f"words_{code}"] for code in self.languages}


class Summary(forms.Form):
    """What is new in a revision, for whoever reads it, and the revision that was shown before."""

    seen = forms.IntegerField(
        min_value=0, max_value=10**9, required=False, widget=forms.HiddenInput
    )
    summary = forms.CharField(max_length=LONGEST, required=False)


class Until(forms.Form):
    """Until which day and hour, in the zone of the forum."""

    day = forms.DateField(
        error_messages={"required": _("Enter a date"), "invalid": _("Enter the date as 2026-10-23")}
    )
    hour = Hour(
        error_messages={"required": _("Enter a time"), "invalid": _("Enter the time as 10:00")}
    )


class Reason(forms.Form):
    """Why both approve although a language is missing."""

    reason = forms.CharField(max_length=LONGEST, required=False)


class Comment(forms.Form):
    """What a delegation says of a paragraph, or of the whole, and in which language it wrote."""

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            choices=[(code, code) for code in languages], required=False
        )

    paragraph = forms.CharField(max_length=64, required=False)
    words = forms.CharField(
        max_length=LONGEST, error_messages={"required": _("Enter the text that you propose")}
    )


class Answer(forms.Form):
    """Taken up, or not and then why: in the reader's language, and in the others as far as known."""

    answer = forms.ChoiceField(
        choices=[(TAKEN_UP, ""), (NOT_TAKEN_UP, "")],
        error_messages={"required": _("Select an answer")},
    )
    reason = forms.CharField(max_length=LONGEST, required=False)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        for code in self.languages:
            self.fields[f"reason_{code}"] = forms.CharField(max_length=LONGEST, required=False)

    @property
    def others(self) -> dict[str, str]:
        """The reason in the other languages, as far as it was typed."""
        return {code: self.cleaned_data[f"reason_{code}"] for code in self.languages}

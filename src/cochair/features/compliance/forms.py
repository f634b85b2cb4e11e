"""What a person may ask of the procedures, and type about a clause."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cochair.procedure.result import Outcome


class Filter(forms.Form):
    """Which clauses to show: of which cycle or meeting, with which result, for which Party."""

    target = forms.CharField(max_length=128, required=False)
    outcome = forms.ChoiceField(
        choices=[("", ""), *((o.value, o.value) for o in Outcome)], required=False
    )
    party = forms.CharField(max_length=32, required=False)


class Departure(forms.Form):
    """A departure from one clause for one target."""

    target_kind = forms.CharField(max_length=32)
    target_id = forms.CharField(max_length=128)
    reason = forms.CharField(max_length=4000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, _name in settings.LANGUAGES:
            self.fields[f"reason_{code}"] = forms.CharField(max_length=4000, required=False)

    def by_language(self) -> Iterator[tuple[str, forms.BoundField]]:
        """The fields for the reason in each language."""
        for code, _name in settings.LANGUAGES:
            yield code, self[f"reason_{code}"]

    @property
    def reasons(self) -> dict[str, str]:
        """The reason by language, where it was given in languages of its own."""
        typed = {
            code: self.cleaned_data[f"reason_{code}"].strip() for code, _name in settings.LANGUAGES
        }
        return {code: words for code, words in typed.items() if words}


class Change(forms.Form):
    """Why an option should be read otherwise; its value has the shape of the option."""

    reason = forms.CharField(max_length=4000, required=False)


class Abandonment(forms.Form):
    """The decision by which a cycle is abandoned, and why."""

    decision = forms.CharField(max_length=128, required=False)
    reason = forms.CharField(max_length=4000, required=False)


class Extension(Abandonment):
    """The same of an extension, with the new last day."""

    end = forms.DateField(
        error_messages={"required": _("Choose the new last day"), "invalid": _("Enter a date")}
    )

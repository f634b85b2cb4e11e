"""What a person may type about points of action; `text_xx` is the point in the language xx."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.meetings.agendas.refusals import TITLE
from cochair.records.points.actions import Noted
from cochair.records.points.refusals import EVIDENCE, REASON
from cochair.records.points.states import ENDS

TOO_LONG = _("At most %(limit_value)d characters")
HIGHEST = 10**12


class Noting(forms.Form):
    """A point: its words, who does it, by when, and under which item."""

    owner = forms.CharField(max_length=64, error_messages={"required": _("Choose who does it")})
    due = forms.DateField(
        error_messages={"required": _("Enter a day"), "invalid": _("Enter a day")}
    )
    item = forms.CharField(max_length=32, required=False)
    seen = forms.IntegerField(
        min_value=0, max_value=HIGHEST, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        for code in self.languages:
            self.fields[f"text_{code}"] = forms.CharField(
                max_length=TITLE, required=False, error_messages={"max_length": TOO_LONG}
            )

    @property
    def title_fields(self) -> list[tuple[str, forms.BoundField]]:
        """The languages with their fields, in the order of the forum."""
        return [(code, self[f"text_{code}"]) for code in self.languages]

    def clean(self) -> dict[str, Any]:
        """One language at least."""
        typed = super().clean() or {}
        if not any(typed.get(f"text_{code}") for code in self.languages):
            said = _("Say what is to be done, in at least one language")
            self.add_error(f"text_{self.languages[0]}", said)
        return typed

    def noted(self, *languages: str) -> Noted:
        """What was typed, said first in the first of these languages that has words."""
        typed: dict[str, Any] = self.cleaned_data
        words = {code: said for code in self.languages if (said := typed[f"text_{code}"])}
        first = next((code for code in (*languages, *words) if code in words), "")
        return Noted(words, first, typed["owner"], typed["due"], typed["item"])


class Done(forms.Form):
    """One line that shows that a point is done."""

    evidence = forms.CharField(
        max_length=EVIDENCE,
        error_messages={"required": _("Say in one line what shows it"), "max_length": TOO_LONG},
    )


class Carrying(forms.Form):
    """The meeting that goes on with a point, by its slug."""

    target = forms.CharField(
        max_length=96, error_messages={"required": _("Choose the next meeting")}
    )


class Settling(forms.Form):
    """How a point falls or waits, and why."""

    how = forms.ChoiceField(
        choices=[(code, code) for code in ENDS],
        error_messages={"required": _("Say whether it is dropped or put off")},
    )
    target = forms.CharField(max_length=96, required=False)
    reason = forms.CharField(
        max_length=REASON,
        error_messages={"required": _("Say why"), "max_length": TOO_LONG},
    )

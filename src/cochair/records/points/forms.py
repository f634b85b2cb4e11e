"""What a person may type about points of action; `text_xx` is the point in the language xx."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.meetings.agendas.forms import HIGHEST, TOO_LONG, Titles
from cochair.records.points.actions import Noted
from cochair.records.points.refusals import EVIDENCE, REASON
from cochair.records.points.states import ENDS


class Noting(Titles):
    """A point: its words, who does it, by when, and under which item."""

    stem = "text"
    nothing = _("Say what is to be done, in at least one language")

    owner = forms.CharField(max_length=64, error_messages={"required": _("Choose who does it")})
    due = forms.DateField(
        error_messages={"required": _("Enter a day"), "invalid": _("Enter a day")}
    )
    item = forms.CharField(max_length=32, required=False)
    seen = forms.IntegerField(
        min_value=0, max_value=HIGHEST, required=False, widget=forms.HiddenInput
    )

    def noted(self, *languages: str) -> Noted:
        """What was typed, said first in the first of these languages that has words."""
        words = self.titles
        first = next((code for code in (*languages, *words) if code in words), "")
        typed: dict[str, Any] = self.cleaned_data
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

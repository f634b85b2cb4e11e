"""What a person may ask of the procedures, and type about a clause."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.acts.reasons import ByLanguage
from cochair.procedure.result import Outcome


class Filter(forms.Form):
    """Which clauses to show: of which cycle or meeting, with which result, for which Party."""

    target = forms.CharField(max_length=128, required=False)
    outcome = forms.ChoiceField(
        choices=[("", ""), *((o.value, o.value) for o in Outcome)], required=False
    )
    party = forms.CharField(max_length=32, required=False)


class Departure(ByLanguage):
    """A departure from one clause for one target."""

    target_kind = forms.CharField(max_length=32)
    target_id = forms.CharField(max_length=128)
    reason = forms.CharField(max_length=4000, required=False)


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

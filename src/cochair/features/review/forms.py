"""What a person may type when the procedures are reviewed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.procedure.review import ReviewOutcome

HIGHEST = 10**6


class Begin(forms.Form):
    """The number and the first day of a new version."""

    number = forms.CharField(max_length=16, error_messages={"required": _("Enter a number")})
    effective_from = forms.DateField(
        error_messages={
            "required": _("Enter the date from which it applies"),
            "invalid": _("Enter a date"),
        }
    )


class File(forms.Form):
    """A whole procedure file."""

    file = forms.FileField(error_messages={"required": _("Choose a file")})


class Seen(forms.Form):
    """The digest of the draft that was shown."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class Option(Seen):
    """An option of a draft; its value has the shape of the option."""

    key = forms.CharField(max_length=64, error_messages={"required": _("Choose an option")})


class Words(Seen):
    """A clause of a draft; its words come by language."""

    rule = forms.CharField(max_length=64, error_messages={"required": _("Choose a clause")})


class Propose(Seen):
    """The meeting to which a draft is proposed."""

    meeting = forms.CharField(max_length=96, error_messages={"required": _("Choose a meeting")})


class Withdraw(forms.Form):
    """Why a proposal is taken back."""

    reason = forms.CharField(max_length=1000, required=False)


class Outcome(forms.Form):
    """With what a review ended, and which proposal it speaks of."""

    outcome = forms.ChoiceField(
        choices=[(one.value, one.value) for one in ReviewOutcome],
        error_messages={
            "required": _("Choose the outcome"),
            "invalid_choice": _("Choose the outcome"),
        },
    )
    proposal = forms.IntegerField(min_value=1, max_value=HIGHEST, required=False)

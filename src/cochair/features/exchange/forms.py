"""What a person may type about counts of exchanges."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.exchange.periods import Period, read
from cochair.features.exchange.refusals import LONGEST_CHANNEL, LONGEST_SOURCE


class Count(forms.Form):
    """How much the own Party sent in a period, through which channel and of which kind."""

    period = forms.CharField(max_length=20, error_messages={"required": _("Enter the period")})
    channel = forms.CharField(
        max_length=LONGEST_CHANNEL, error_messages={"required": _("Enter the channel")}
    )
    kind = forms.CharField(max_length=16, error_messages={"required": _("Select a kind")})
    count = forms.CharField(max_length=32, error_messages={"required": _("Enter a number")})
    source = forms.CharField(
        max_length=LONGEST_SOURCE, error_messages={"required": _("Give the source")}
    )


class Withdrawal(forms.Form):
    """Why a count is withdrawn."""

    reason = forms.CharField(max_length=1000, error_messages={"required": _("Give the reason")})


class Total(forms.Form):
    """Which indicator gets the sum of which period."""

    indicator = forms.IntegerField(
        min_value=1, error_messages={"required": _("Select an indicator")}
    )
    period = forms.CharField(max_length=20, error_messages={"required": _("Select a period")})

    def clean_period(self) -> Period:
        """The period, as `periods` reads it."""
        found = read(self.cleaned_data["period"])
        if found is None:
            raise forms.ValidationError(_("Select a period"))
        return found

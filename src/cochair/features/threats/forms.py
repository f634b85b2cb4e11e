"""What a person may type about findings, and what answers them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.follow_up.forms import Careful, Codes
from cochair.features.measures.forms import Named
from cochair.web.numbers import whole


class Finding(Named):
    """A finding of a threat assessment: in which areas and where, and where it is said."""

    free: tuple[str, ...] = ("place",)

    assessment = forms.IntegerField(
        min_value=1, error_messages={"required": _("Select a threat assessment")}
    )
    areas = Codes(error_messages={"required": _("Select at least one area")})
    region = forms.CharField(max_length=32, error_messages={"required": _("Select a region")})
    place = forms.CharField(
        max_length=120, error_messages={"required": _("Enter the chapter or the page")}
    )


class Correction(Finding):
    """What a finding says from now on, and why; or why it is withdrawn."""

    reason = forms.CharField(max_length=1000, error_messages={"required": _("Give the reason")})
    seen = forms.IntegerField(min_value=0)

    free = (*Finding.free, "reason")

    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)
        # A finding of another edition is another finding.
        del self.fields["assessment"]


class Withdrawal(Careful):
    """Why a finding is withdrawn."""

    free = ("reason",)

    reason = forms.CharField(max_length=1000, error_messages={"required": _("Give the reason")})


class Answers(forms.Form):
    """Which commitments answer a finding, and which of their actions and indicators."""

    commitments = Codes(required=False)
    actions = Codes(required=False)
    indicators = Codes(required=False)

    def numbers(self, name: str) -> list[int]:
        """The numbers that were ticked; what is no number names nothing."""
        found = self.cleaned_data[name]
        return [whole(one) or 0 for one in found]

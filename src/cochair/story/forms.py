"""To which day a story is played."""

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.procedure.calendar import end_of_day


class Jump(forms.Form):
    """A civil day in the zone of the forum; all that happens on it is played."""

    day = forms.DateField(
        label=_("Jump to the end of"),
        error_messages={"required": _("Enter a day"), "invalid": _("There is no such day")},
    )

    def until(self, zone: str) -> datetime:
        """The last instant of the day in a zone.  Raises Refused outside the calendar."""
        return end_of_day(self.cleaned_data["day"], zone) - timedelta(microseconds=1)

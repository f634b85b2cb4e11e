"""What a person may tell the planner, and ask about the hours of a session."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.procedure.fair_hours import LONGEST, SHORTEST

NO_SUCH_DAY = _("There is no such day")


class HostEvent(forms.Form):
    """An event of somebody else."""

    title = forms.CharField(
        max_length=200, strip=True, error_messages={"required": _("Enter what it is called")}
    )
    event_start = forms.DateField(
        error_messages={"required": _("Enter the first day"), "invalid": NO_SUCH_DAY}
    )
    event_end = forms.DateField(required=False, error_messages={"invalid": NO_SUCH_DAY})
    place = forms.CharField(max_length=64, required=False)


class DaysOff(forms.Form):
    """Days on which the own Party cannot meet, or would rather not."""

    start = forms.DateField(
        error_messages={"required": _("Enter the first day"), "invalid": NO_SUCH_DAY}
    )
    end = forms.DateField(required=False, error_messages={"invalid": NO_SUCH_DAY})
    required = forms.ChoiceField(
        choices=[
            ("yes", _("We cannot meet on these days")),
            ("no", _("We would rather keep them free")),
        ]
    )
    reason = forms.CharField(max_length=500, required=False, strip=True)


class Session(forms.Form):
    """The day and length of a remote session."""

    day = forms.DateField(error_messages={"required": _("Enter the day"), "invalid": NO_SUCH_DAY})
    minutes = forms.IntegerField(
        min_value=SHORTEST,
        max_value=LONGEST,
        error_messages={"required": _("Enter how many minutes it lasts")},
    )

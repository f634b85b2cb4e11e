"""What a person types about a preparatory meeting, and about what it left to do."""

from datetime import datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.meetings.forms import FORMAT_CHOICES
from cochair.web.cleaning import Hour, instant

NO_DAY, NO_HOUR = _("This date does not exist"), _("Enter the time as 10:00")
AN_HOUR = 60
TOPIC_CHOICES = [
    ("discussions", _("Discussions")),
    ("working_agenda", _("Working agenda")),
    ("consensus", _("Consensus between the Parties")),
]


class Held(forms.Form):
    """A preparatory meeting that was held: when, how, who was there, what it covered."""

    day = forms.DateField(error_messages={"required": _("Enter the date"), "invalid": NO_DAY})
    hour = Hour(required=False, error_messages={"invalid": NO_HOUR})
    zone = forms.CharField(max_length=64, required=False)
    format = forms.ChoiceField(choices=FORMAT_CHOICES)
    present = forms.MultipleChoiceField(choices=[], required=False)
    deputies = forms.MultipleChoiceField(choices=[], required=False)
    topics = forms.MultipleChoiceField(choices=TOPIC_CHOICES, required=False)
    note = forms.CharField(max_length=20000, required=False)

    def __init__(
        self, *args: object, parties: list[tuple[str, str]] | None = None, **kwargs: object
    ):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name in ("present", "deputies"):
            self.fields[name].choices = parties or []  # type: ignore[attr-defined]

    def instant(self, zone: str) -> datetime:
        """The UTC instant of the day and hour in the zone typed, or in the one given; noon when
        no hour is known.  Raises Refused for a day outside the calendar and an unknown zone,
        HourUnclear for an hour that comes twice or not at all.
        """
        typed = self.cleaned_data
        return instant(typed["day"], typed["hour"] or time(12), typed["zone"] or zone)


class Planned(forms.Form):
    """When and how the co-chairs are to meet."""

    day = forms.DateField(error_messages={"required": _("Enter the date"), "invalid": NO_DAY})
    hour = Hour(error_messages={"required": _("Enter the time"), "invalid": NO_HOUR})
    zone = forms.CharField(max_length=64, required=False)
    minutes = forms.IntegerField(
        min_value=1, max_value=1000, error_messages={"required": _("Enter the duration")}
    )
    format = forms.ChoiceField(choices=FORMAT_CHOICES)
    link = forms.CharField(max_length=200, required=False)

    def instant(self, zone: str) -> datetime:
        """The UTC instant of the hour typed.  Raises Refused for an unknown zone, HourUnclear for an
        hour that comes twice or not at all."""
        typed = self.cleaned_data
        return instant(typed["day"], typed["hour"], typed["zone"] or zone)


class FollowUp(forms.Form):
    """What is to be done, by which Party, until which civil day."""

    text = forms.CharField(
        max_length=500, strip=True, error_messages={"required": _("Enter what is to be done")}
    )
    party = forms.CharField(max_length=32, required=False)
    due = forms.DateField(required=False, error_messages={"invalid": NO_DAY})

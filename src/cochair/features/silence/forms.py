"""What a person may type about a silence."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.silence.queries import STATEMENT
from cochair.procedure.calendar import zone_named
from cochair.web.cleaning import Hour, instant

WORDS, REASON = 8000, 4000
FORMS = (
    ("objection", _("An objection to the whole")),
    ("amendment", _("An amendment")),
    (STATEMENT, _("A statement, which stops nothing")),
)

CHANNELS = (("mail", _("By mail")), ("paper", _("On paper")))


class Clear(forms.Form):
    """What a Party says of a revision, and which one it was shown."""

    state = forms.ChoiceField(
        choices=[("given", ""), ("not_needed", "")],
        error_messages={"required": _("Say what your Party says.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class Until(forms.Form):
    """A day and an hour in the zone in which the forum tells its expiries."""

    day = forms.DateField(error_messages={"required": _("Name a day")})
    hour = Hour(error_messages={"required": _("Name an hour")})

    def expires_at(self, zone: str) -> datetime:
        """What was typed on the clock of a zone, in UTC.

        Raises HourUnclear for an hour that comes twice or not at all, and Refused for no known zone.
        """
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return instant(day, hour, zone_named(zone).key)


class Opening(Until):
    """Until when, and which meeting consented to the method, if one did."""

    meeting = forms.CharField(max_length=96, required=False)


class Withdraw(forms.Form):
    """Why a silence is taken back."""

    reason = forms.CharField(max_length=REASON, error_messages={"required": _("Say why")})


class Outage(forms.Form):
    """From when until when nobody could reach the platform, and by what that can be proved."""

    start_day = forms.DateField(error_messages={"required": _("Name a day")})
    start_hour = Hour(error_messages={"required": _("Name an hour")})
    end_day = forms.DateField(error_messages={"required": _("Name a day")})
    end_hour = Hour(error_messages={"required": _("Name an hour")})
    evidence = forms.CharField(
        max_length=REASON, error_messages={"required": _("Say by what the outage can be proved.")}
    )

    def at(self, which: str, zone: str) -> datetime:
        """An end of it in UTC, typed on the clock of a zone."""
        day, hour = self.cleaned_data[f"{which}_day"], self.cleaned_data[f"{which}_hour"]
        return instant(day, hour, zone, f"{which}_hour")


class Contest(forms.Form):
    """Why a delegation contests what was entered in its name."""

    why = forms.CharField(max_length=REASON, error_messages={"required": _("Say why")})


class Entered(forms.Form):
    """What a delegation sent by mail or on paper, as a secretariat enters it."""

    voice = forms.ChoiceField(error_messages={"required": _("Say for whom")})
    form = forms.ChoiceField(choices=FORMS, error_messages={"required": _("Say what was sent")})
    words = forms.CharField(
        max_length=WORDS, error_messages={"required": _("Write what was sent, word for word")}
    )
    channel = forms.ChoiceField(choices=CHANNELS)
    arrived_day = forms.DateField(error_messages={"required": _("Name a day")})
    arrived_hour = Hour(error_messages={"required": _("Name an hour")})
    evidence = forms.CharField(
        max_length=REASON,
        error_messages={"required": _("Say by what it can be proved when it arrived.")},
    )

    def __init__(self, *args: Any, voices: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voice"].choices = [(one, one) for one in voices]  # type: ignore[attr-defined]

    def arrived_at(self, zone: str) -> datetime:
        """The told arrival in UTC, typed on the clock of a zone."""
        day, hour = self.cleaned_data["arrived_day"], self.cleaned_data["arrived_hour"]
        return instant(day, hour, zone, "arrived_hour")


class Send(forms.Form):
    """What a delegation writes, and that it knows what that does."""

    form = forms.ChoiceField(choices=FORMS, error_messages={"required": _("Say what you send")})
    words = forms.CharField(
        max_length=WORDS, error_messages={"required": _("Say in writing what you mean")}
    )
    understood = forms.BooleanField(
        error_messages={"required": _("Say that you know what this does")}
    )

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
    ("objection", _("An objection to the whole text")),
    ("amendment", _("An amendment")),
    (STATEMENT, _("A statement, which does not block adoption")),
)

CHANNELS = (("mail", _("By e-mail")), ("paper", _("On paper")))


class Clear(forms.Form):
    """What a Party says of a revision, and which one it was shown."""

    state = forms.ChoiceField(
        choices=[("given", ""), ("not_needed", "")],
        error_messages={"required": _("Enter the position of your Party.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class Until(forms.Form):
    """A day and an hour in the zone in which the forum tells its expiries."""

    day = forms.DateField(error_messages={"required": _("Enter a date")})
    hour = Hour(error_messages={"required": _("Enter a time")})

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

    reason = forms.CharField(max_length=REASON, error_messages={"required": _("Give a reason")})


class Outage(forms.Form):
    """From when until when nobody could reach the platform, and by what that can be proved."""

    start_day = forms.DateField(error_messages={"required": _("Enter a date")})
    start_hour = Hour(error_messages={"required": _("Enter a time")})
    end_day = forms.DateField(error_messages={"required": _("Enter a date")})
    end_hour = Hour(error_messages={"required": _("Enter a time")})
    evidence = forms.CharField(
        max_length=REASON, error_messages={"required": _("State how the outage can be proved.")}
    )

    def at(self, which: str, zone: str) -> datetime:
        """An end of it in UTC, typed on the clock of a zone."""
        day, hour = self.cleaned_data[f"{which}_day"], self.cleaned_data[f"{which}_hour"]
        return instant(day, hour, zone, f"{which}_hour")


class Contest(forms.Form):
    """Why a delegation contests what was entered in its name."""

    why = forms.CharField(max_length=REASON, error_messages={"required": _("Give a reason")})


class Entered(forms.Form):
    """What a delegation sent by mail or on paper, as a secretariat enters it."""

    voice = forms.ChoiceField(error_messages={"required": _("Choose on whose behalf")})
    form = forms.ChoiceField(
        choices=FORMS, error_messages={"required": _("Choose the type of submission")}
    )
    words = forms.CharField(
        max_length=WORDS, error_messages={"required": _("Enter what was sent, word for word")}
    )
    channel = forms.ChoiceField(choices=CHANNELS)
    arrived_day = forms.DateField(error_messages={"required": _("Enter a date")})
    arrived_hour = Hour(error_messages={"required": _("Enter a time")})
    evidence = forms.CharField(
        max_length=REASON,
        error_messages={"required": _("State how the time of arrival can be proved.")},
    )

    def __init__(self, *args: Any, voices: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voice"].choices = [(one, one) for one in voices]  # type: ignore[attr-defined]

    def arrived_at(self, zone: str) -> datetime:
        """The told arrival in UTC, typed on the clock of a zone."""
        day, hour = self.cleaned_data["arrived_day"], self.cleaned_data["arrived_hour"]
        return instant(day, hour, zone, "arrived_hour")


class Send(forms.Form):
    """What a delegation writes; the page says above the button what that does."""

    form = forms.ChoiceField(
        choices=FORMS, error_messages={"required": _("Choose what you are sending")}
    )
    words = forms.CharField(max_length=WORDS, error_messages={"required": _("Enter your text")})

"""What a person may type about a silence."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.decisions.silence.queries import STATEMENT
from cochair.procedure.calendar import zone_named

WORDS, REASON = 8000, 4000
FORMS = (
    ("objection", _("An objection to the whole")),
    ("amendment", _("An amendment")),
    (STATEMENT, _("A statement, which stops nothing")),
)


class Until(forms.Form):
    """A day and an hour in the zone in which the forum tells its expiries."""

    day = forms.DateField(error_messages={"required": _("Name a day")})
    hour = forms.TimeField(error_messages={"required": _("Name an hour")})

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone_named(zone)

    @property
    def expires_at(self) -> datetime:
        """What was typed, in UTC."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return datetime.combine(day, hour, tzinfo=self.zone).astimezone(UTC)


class Withdraw(forms.Form):
    """Why a silence is taken back."""

    reason = forms.CharField(max_length=REASON, error_messages={"required": _("Say why")})


class Send(forms.Form):
    """What a delegation writes, and that it knows what that does."""

    form = forms.ChoiceField(choices=FORMS, error_messages={"required": _("Say what you send")})
    words = forms.CharField(
        max_length=WORDS, error_messages={"required": _("Say in writing what you mean")}
    )
    understood = forms.BooleanField(
        error_messages={"required": _("Say that you know what this does")}
    )

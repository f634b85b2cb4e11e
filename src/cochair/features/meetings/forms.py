"""What a person may type about a meeting and the plan of a cycle."""

from django import forms
from django.utils.translation import gettext_lazy as _

FORMAT_CHOICES = [
    ("in_person", _("In person")),
    ("hybrid", _("Hybrid")),
    ("virtual", _("Virtual")),
]


class Schedule(forms.Form):
    """The day, hours, place and form of a meeting."""

    first = forms.DateField(
        error_messages={
            "required": _("Enter the first day"),
            "invalid": _("This date does not exist"),
        }
    )
    last = forms.DateField(
        required=False, error_messages={"invalid": _("This date does not exist")}
    )
    opens = forms.TimeField(
        required=False, error_messages={"invalid": _("Enter the time as 10:00")}
    )
    closes = forms.TimeField(
        required=False, error_messages={"invalid": _("Enter the time as 16:30")}
    )
    place = forms.CharField(max_length=64, required=False)
    format = forms.ChoiceField(choices=FORMAT_CHOICES)
    reason = forms.CharField(max_length=4000, required=False, strip=True)
    with_sessions = forms.BooleanField(required=False)


class Slot(forms.Form):
    """One slot of a plan; a slot left empty is not planned."""

    place = forms.CharField(max_length=64, required=False)
    precision = forms.ChoiceField(
        choices=[
            ("", _("not yet planned")),
            ("day", _("date fixed")),
            ("month", _("month only, provisional")),
            ("semester", _("semester only, provisional")),
        ],
        required=False,
    )
    start = forms.DateField(
        required=False, error_messages={"invalid": _("This date does not exist")}
    )
    end = forms.DateField(required=False, error_messages={"invalid": _("This date does not exist")})
    format = forms.ChoiceField(
        choices=[("", _("Date not confirmed yet")), *FORMAT_CHOICES], required=False
    )

    @property
    def certainty(self) -> str:
        """The precision as the page shows it: as it was understood, where only a date was entered."""
        understood = getattr(self, "cleaned_data", {}).get("precision")
        return str(understood or self["precision"].value() or "")

    def clean(self) -> dict[str, object]:
        """A day or a month needs its first day; the month is filled to its end.

        Whoever enters a date has planned it, and a place without a date is planned for the semester.
        """
        typed = super().clean() or {}
        if not typed.get("precision"):
            typed["precision"] = (
                "day" if typed.get("start") else "semester" if typed.get("place") else ""
            )
        if typed.get("precision") in {"day", "month"} and not typed.get("start"):
            self.add_error("start", _("Enter the first day"))
        if typed.get("format") and typed.get("precision") != "day":
            self.add_error("format", _("Only a date can be confirmed, not a month or a semester."))
        return typed

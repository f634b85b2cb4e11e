"""What a person may say about how to be written to."""

from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as lazy

# Places, and no old names of zones such as EST5EDT.
CONTINENTS = "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific"
PLACES = tuple(f"{name}/" for name in CONTINENTS.split())


def zones() -> list[tuple[str, str]]:
    """The zones that can be chosen, by their IANA names."""
    named = sorted(zone for zone in available_timezones() if zone.startswith(PLACES))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in named)]


class Preferences(forms.Form):
    """At once or once a week, at which hours not, and on whose clock."""

    digest = forms.BooleanField(
        required=False,
        label=lazy("One digest a week, on Monday at 08:00"),
        help_text=lazy("Invitations and what is urgent still come at once."),
    )
    quiet_from = forms.TimeField(
        label=lazy("Quiet from"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=lazy("Quiet until"),
        help_text=lazy("The same hour twice: no hour is quiet."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    zone = forms.ChoiceField(label=lazy("On the clock of"), choices=zones)

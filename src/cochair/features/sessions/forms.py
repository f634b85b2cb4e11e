"""What a person may type about a session, its host, and a change of a meeting."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.acts.reasons import ByLanguage
from cochair.web.cleaning import Hour, instant

NO_DAY, NO_HOUR = _("This date does not exist"), _("Enter the time as 10:00")
REASON_MOST = 4000
KINDS = [
    ("plenary", _("Plenary")),
    ("working_lunch", _("Working lunch")),
    ("restricted", _("Restricted session")),
    ("co_chairs", _("Co-chairs only")),
]
FORMATS = [
    ("in_person", _("In person")),
    ("hybrid", _("Hybrid")),
    ("virtual", _("Virtual")),
]


class Session(forms.Form):
    """A session: hours of the place, languages, who is admitted, how to join from afar."""

    kind = forms.ChoiceField(choices=KINDS)
    day = forms.DateField(error_messages={"required": _("Enter the date"), "invalid": NO_DAY})
    begins = Hour(error_messages={"required": _("Enter the start time"), "invalid": NO_HOUR})
    finishes = Hour(error_messages={"required": _("Enter the end time"), "invalid": NO_HOUR})
    spoken = forms.MultipleChoiceField(choices=[], required=False)
    interpreted = forms.MultipleChoiceField(choices=[], required=False)
    more_spoken = forms.CharField(max_length=120, required=False)
    more_interpreted = forms.CharField(max_length=120, required=False)
    observers_admitted = forms.BooleanField(required=False)
    remote_link = forms.CharField(max_length=200, required=False)
    seen = forms.CharField(max_length=32, required=False)

    def __init__(self, *args: object, languages: Sequence[str] = (), **kwargs: object):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.languages = languages
        for name in ("spoken", "interpreted"):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                (code, code) for code in languages
            ]
        for code in languages:
            self.fields[f"title_{code}"] = forms.CharField(max_length=200, required=False)

    def instants(self, zone: str) -> tuple[datetime, datetime]:
        """The UTC instants of the hours typed, in the zone of the place.

        Raises HourUnclear for an hour that comes twice or not at all.
        """
        typed = self.cleaned_data
        starts, ends = (
            instant(typed["day"], typed[name], zone, name) for name in ("begins", "finishes")
        )
        return starts, ends

    def regime(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The codes of what may be spoken and of what it is interpreted into."""
        typed = self.cleaned_data
        return (
            _codes(typed["spoken"], typed["more_spoken"]),
            _codes(typed["interpreted"], typed["more_interpreted"]),
        )

    def titles(self) -> dict[str, str]:
        """The words of the title, by language, where there are any."""
        found = {code: self.cleaned_data[f"title_{code}"] for code in self.languages}
        return {code: words for code, words in found.items() if words}


class Host(forms.Form):
    """The event at which a meeting is held; none when it is left empty."""

    event = forms.TypedChoiceField(
        choices=[],
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("There is no such host event.")},
    )
    minutes = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=10080,
        error_messages={"invalid": _("Enter the minutes as a number")},
    )

    def __init__(self, *args: object, events: Iterable[tuple[str, str]] = (), **kwargs: object):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["event"].choices = [  # type: ignore[attr-defined]
            ("", _("not at another event")),
            *events,
        ]


def _codes(chosen: Iterable[str], more: str) -> tuple[str, ...]:
    typed = more.replace(",", " ").replace(";", " ").casefold().split()
    return tuple(dict.fromkeys([*chosen, *typed]))


class Step(ByLanguage):
    """What every joint step on a meeting may ask for; a step shows only what it needs."""

    value = forms.CharField(max_length=32, required=False)
    circumstance = forms.CharField(max_length=32, required=False)
    counts = forms.BooleanField(required=False)
    month = forms.DateField(
        required=False,
        input_formats=["%Y-%m"],
        error_messages={"invalid": _("Enter the month as 2027-05")},
    )
    reason = forms.CharField(max_length=REASON_MOST, required=False, strip=True)


class New(ByLanguage):
    """A virtual contact or an extraordinary meeting, outside the slots of a cycle; or a meeting
    where cycles have none, which needs no reason."""

    configuration = forms.CharField(max_length=32)
    first = forms.DateField(
        error_messages={"required": _("Enter the first day"), "invalid": NO_DAY}
    )
    last = forms.DateField(required=False, error_messages={"invalid": NO_DAY})
    opens = forms.TimeField(required=False, error_messages={"invalid": NO_HOUR})
    closes = forms.TimeField(required=False, error_messages={"invalid": NO_HOUR})
    place = forms.CharField(max_length=64, required=False)
    format = forms.ChoiceField(choices=FORMATS, required=False)
    circumstance = forms.CharField(max_length=32, required=False)
    reason = forms.CharField(
        max_length=REASON_MOST,
        error_messages={"required": _("Give the reason; both co-presidencies sign it")},
    )

    def __init__(self, *args: Any, needs_reason: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason

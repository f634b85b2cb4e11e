"""What a person may type about observers."""

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cochair.features.meetings.models import Session
from cochair.features.observers.states import Answer
from cochair.web.cleaning import Hour, instant

DOCUMENT_CHOICES = [
    ("public", _("Public documents only")),
    ("observers", _("Public documents and those marked for observers")),
]


class Scope(forms.Form):
    """The sessions and papers that are wished for, or granted."""

    sessions = forms.TypedMultipleChoiceField(choices=[], coerce=int, required=False)
    documents = forms.ChoiceField(choices=DOCUMENT_CHOICES)

    def __init__(self, *args: object, sessions: Sequence[Session] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        numbers = [(str(one.number), str(one.number)) for one in sessions]
        self.fields["sessions"].choices = numbers  # type: ignore[attr-defined]


class Application(Scope):
    """A request: why one wishes to come, and to what."""

    reason = forms.CharField(
        max_length=2000,
        strip=True,
        error_messages={"required": _("State why the organisation wishes to attend")},
    )


class Letter(Application):
    """A request that came by letter, with whose it is."""

    organisation = forms.CharField(
        max_length=64, error_messages={"required": _("Select the organisation")}
    )


class Reply(forms.Form):
    """The answer of one's own Party."""

    answer = forms.ChoiceField(choices=[(one.value, one.value) for one in Answer])
    note = forms.CharField(max_length=500, required=False, strip=True)


class Outside(forms.Form):
    """When an observer was invited elsewhere: a civil day and an hour in the forum's zone."""

    day = forms.DateField(
        error_messages={"required": _("Enter the date"), "invalid": _("This date does not exist")}
    )
    hour = Hour(
        error_messages={"required": _("Enter the time"), "invalid": _("Enter the time as 10:00")}
    )

    def instant(self, zone: str) -> datetime:
        """The UTC instant that was typed; raises Refused for a day outside the calendar, HourUnclear
        for an hour that comes twice or not at all."""
        return instant(self.cleaned_data["day"], self.cleaned_data["hour"], zone)


class NewOrganisation(forms.Form):
    """An organisation that the forum's files do not name."""

    code = forms.SlugField(
        max_length=64,
        error_messages={
            "required": _("Enter a short name"),
            "invalid": _("Use only letters, digits and hyphens"),
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for language, _name in settings.LANGUAGES:
            self.fields[f"name_{language}"] = forms.CharField(max_length=200, strip=True)

    @property
    def name_fields(self) -> list[tuple[str, forms.BoundField]]:
        """The field of each language with its code."""
        return [(code, self[f"name_{code}"]) for code, _name in settings.LANGUAGES]

    @property
    def names(self) -> dict[str, str]:
        """The name in every language."""
        return {code: self.cleaned_data[f"name_{code}"] for code, _name in settings.LANGUAGES}

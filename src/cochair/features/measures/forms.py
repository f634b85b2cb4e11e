"""What a person may type about actions, milestones and indicators."""

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from cochair.features.follow_up.forms import Careful, Codes

NO_DAY = _("This date does not exist")


class Named(Careful):
    """A form whose thing has a name in every language."""

    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for language, _name in settings.LANGUAGES:
            self.fields[f"title_{language}"] = forms.CharField(
                max_length=200, error_messages={"required": _("Enter the name in this language")}
            )
        self.free = (*self.free, *(f"title_{code}" for code, _name in settings.LANGUAGES))

    @property
    def title(self) -> Mapping[str, str]:
        """The name in every language."""
        return {code: self.cleaned_data[f"title_{code}"] for code, _name in settings.LANGUAGES}

    @property
    def titles(self) -> list[tuple[str, object, BoundField]]:
        """Code, name of the language, and the field of each."""
        return [(code, name, self[f"title_{code}"]) for code, name in settings.LANGUAGES]


class Action(Named):
    """An action: level, region, who leads it, when, for which commitments."""

    free = ("funding",)

    level = forms.CharField(max_length=16, error_messages={"required": _("Select a level")})
    region = forms.CharField(max_length=32, error_messages={"required": _("Select a region")})
    lead = forms.CharField(
        max_length=64, error_messages={"required": _("Select who leads the action")}
    )
    partners = Codes(required=False)
    start = forms.DateField(
        error_messages={"required": _("Enter the first day"), "invalid": NO_DAY}
    )
    end = forms.DateField(required=False, error_messages={"invalid": NO_DAY})
    commitments = Codes(error_messages={"required": _("Select at least one commitment")})
    funding = forms.CharField(max_length=300, required=False)


class Milestone(Named):
    """A step and the day on which it is due."""

    due = forms.DateField(error_messages={"required": _("Enter the date"), "invalid": NO_DAY})


class Reached(Careful):
    """When a step was reached, and what shows it."""

    free = ("evidence",)

    day = forms.DateField(error_messages={"required": _("Enter the date"), "invalid": NO_DAY})
    evidence = forms.CharField(
        max_length=300, error_messages={"required": _("Give the evidence in one line")}
    )


class Indicator(Named):
    """An indicator with the value it begins at."""

    free = ("source",)
    longest_unit = 64

    type = forms.CharField(max_length=32, error_messages={"required": _("Select a type")})
    baseline = forms.CharField(max_length=32, error_messages={"required": _("Enter a number")})
    day = forms.DateField(error_messages={"required": _("Enter the date"), "invalid": NO_DAY})
    source = forms.CharField(max_length=300, error_messages={"required": _("Give the source")})
    target = forms.CharField(max_length=32, required=False)
    commitment = forms.CharField(max_length=64, required=False)

    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)
        for language, _name in settings.LANGUAGES:
            self.fields[f"unit_{language}"] = forms.CharField(
                max_length=self.longest_unit, required=False
            )

    @property
    def unit(self) -> Mapping[str, str]:
        """What the figure counts, in each language in which it was typed."""
        typed = {code: self.cleaned_data[f"unit_{code}"] for code, _name in settings.LANGUAGES}
        return {code: words for code, words in typed.items() if words}

    @property
    def units(self) -> list[tuple[str, object, BoundField]]:
        """Code, name of the language, and the field of each."""
        return [(code, name, self[f"unit_{code}"]) for code, name in settings.LANGUAGES]


class Value(Careful):
    """A value on a day, with its source."""

    free = ("source",)

    value = forms.CharField(max_length=32, error_messages={"required": _("Enter a number")})
    day = forms.DateField(error_messages={"required": _("Enter the date"), "invalid": NO_DAY})
    source = forms.CharField(max_length=300, error_messages={"required": _("Give the source")})


class Step(forms.Form):
    """How an action moves on."""

    step = forms.CharField(max_length=16)


class Trend(forms.Form):
    """What both attest."""

    value = forms.CharField(
        max_length=16, error_messages={"required": _("Select what the figures show")}
    )

"""What a person may type about initiatives and coherence."""

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

NO_DAY = _("There is no such day")


class Initiative(forms.Form):
    """A new initiative: a code, its name in every language, what it is, where it is known from."""

    code = forms.CharField(max_length=41, error_messages={"required": _("Enter a short code")})
    source = forms.CharField(
        max_length=400, error_messages={"required": _("Say where this is known from")}
    )

    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for language, _name in settings.LANGUAGES:
            self.fields[f"name_{language}"] = forms.CharField(
                max_length=200, error_messages={"required": _("Enter the name in this language")}
            )
            self.fields[f"about_{language}"] = forms.CharField(max_length=1000, required=False)

    @property
    def name(self) -> Mapping[str, str]:
        """The name in every language."""
        return _words(self.cleaned_data, "name")

    @property
    def about(self) -> Mapping[str, str]:
        """What it is, in every language."""
        return _words(self.cleaned_data, "about")

    @property
    def languages(self) -> list[tuple[str, object, object, object]]:
        """Code, name of the language, and the two fields of each."""
        return [
            (code, name, self[f"name_{code}"], self[f"about_{code}"])
            for code, name in settings.LANGUAGES
        ]


class Event(forms.Form):
    """A dated event of an initiative."""

    title = forms.CharField(max_length=200, error_messages={"required": _("Enter what it is")})
    start = forms.DateField(
        error_messages={"required": _("Enter the first day"), "invalid": NO_DAY}
    )
    end = forms.DateField(required=False, error_messages={"invalid": NO_DAY})
    place = forms.CharField(max_length=128, required=False)
    source = forms.CharField(
        max_length=400, error_messages={"required": _("Say where this is known from")}
    )


class Note(forms.Form):
    """A coherence note: the day it speaks of, what was looked at, and findings by initiative."""

    day = forms.DateField(error_messages={"required": _("Enter the day"), "invalid": NO_DAY})
    text = forms.CharField(max_length=8000, required=False, strip=True)

    def __init__(self, *args: object, initiatives: list[str], **kwargs: object):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.codes = initiatives
        for code in initiatives:
            self.fields[f"overlap_{code}"] = forms.CharField(max_length=1000, required=False)
            self.fields[f"action_{code}"] = forms.CharField(max_length=1000, required=False)

    @property
    def findings(self) -> list[dict[str, str]]:
        """What was found, for each initiative about which something was typed."""
        typed = self.cleaned_data
        found = [
            {
                "initiative": code,
                "overlap": typed[f"overlap_{code}"],
                "action": typed[f"action_{code}"],
            }
            for code in self.codes
        ]
        return [one for one in found if one["overlap"] or one["action"]]


def _words(typed: Mapping[str, str], key: str) -> Mapping[str, str]:
    return {code: typed[f"{key}_{code}"] for code, _name in settings.LANGUAGES}

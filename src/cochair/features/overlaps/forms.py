"""What a person may type about an overlap."""

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _


class Decision(forms.Form):
    """What becomes of an overlap, and why, in every language."""

    decision = forms.CharField(
        max_length=16, error_messages={"required": _("Select what becomes of the overlap")}
    )

    def __init__(self, *args: object, **kwargs: object):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for language, _name in settings.LANGUAGES:
            self.fields[f"words_{language}"] = forms.CharField(
                max_length=1000, error_messages={"required": _("Write it in this language")}
            )

    @property
    def words(self) -> Mapping[str, str]:
        """Why, in every language."""
        return {code: self.cleaned_data[f"words_{code}"] for code, _name in settings.LANGUAGES}

    @property
    def languages(self) -> list[tuple[str, object, BoundField]]:
        """Code, name of the language, and the field of each."""
        return [(code, name, self[f"words_{code}"]) for code, name in settings.LANGUAGES]

"""What a person may type into a joint assessment."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cochair.commitments.assessing.criteria import CRITERIA
from cochair.commitments.following.forms import LONGEST, Careful


class Assessment(Careful):
    """Every heading in every language."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [
            (code, language, f"{code}_{language}") for code in CRITERIA for language in languages
        ]
        self.free = tuple(name for _code, _language, name in self.places)
        for name in self.free:
            self.fields[name] = forms.CharField(max_length=LONGEST, required=False)

    @property
    def sections(self) -> dict[str, dict[str, str]]:
        """What was typed: heading, language, words."""
        found: dict[str, dict[str, str]] = {}
        for code, language, name in self.places:
            found.setdefault(code, {})[language] = self.cleaned_data[name]
        return found

"""What a person may type about a term: names in each language, one on a line, the preferred first."""

from collections.abc import Iterable
from typing import Any

from django import forms

from cochair.features.glossary.actions import Entry
from cochair.formats.tmx import LONGEST_DEFINITION

HIGHEST, NAMES, SOURCE = 10**9, 2400, 200


class Term(forms.Form):
    """A term: for each language its names, those to be avoided, and what it means."""

    source = forms.CharField(max_length=SOURCE, required=False)
    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, required=False)

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        for code in self.languages:
            for stem, most in (("words", NAMES), ("avoid", NAMES), ("means", LONGEST_DEFINITION)):
                self.fields[f"{stem}_{code}"] = forms.CharField(max_length=most, required=False)

    @property
    def entry(self) -> Entry:
        """What was typed."""
        typed = self.cleaned_data
        return Entry(
            words={code: typed[f"words_{code}"].splitlines() for code in self.languages},
            avoid={code: typed[f"avoid_{code}"].splitlines() for code in self.languages},
            definition={code: typed[f"means_{code}"] for code in self.languages},
            source=typed["source"],
        )

    @property
    def by_language(
        self,
    ) -> list[tuple[str, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The languages with their three fields, in the order of the forum."""
        return [
            (code, self[f"words_{code}"], self[f"avoid_{code}"], self[f"means_{code}"])
            for code in self.languages
        ]


class Seen(forms.Form):
    """An act on a term, with the version that was shown."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)


class Filter(forms.Form):
    """Which terms a list shows; what makes no sense shows all."""

    q = forms.CharField(max_length=100, required=False)
    confidence = forms.CharField(max_length=16, required=False)
    lacks = forms.CharField(max_length=8, required=False)

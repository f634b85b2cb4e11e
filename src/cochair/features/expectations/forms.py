"""What a person may type about what is expected of a commitment."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.expectations.refusals import LONGEST
from cochair.features.follow_up.forms import Careful, Codes

TEXTS = ("expected", "measured")


class Expected(Careful):
    """The expected result and how it is measured, in every language; a target, a day and levels."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    target = forms.CharField(max_length=32, required=False)
    until = forms.DateField(
        error_messages={
            "required": _("Enter the date"),
            "invalid": _("This date does not exist"),
        }
    )
    levels = Codes(error_messages={"required": _("Select at least one level")})

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spoken = tuple(languages)
        self.free = tuple(f"{name}_{code}" for name in TEXTS for code in self.spoken)
        for name in self.free:
            self.fields[name] = forms.CharField(max_length=LONGEST, required=False)

    def words(self, name: str) -> Mapping[str, str]:
        """One of the texts by language."""
        return {code: self.cleaned_data[f"{name}_{code}"] for code in self.spoken}

    def boxes(self, name: str) -> list[tuple[str, object]]:
        """The fields of one of the texts, by language."""
        return [(code, self[f"{name}_{code}"]) for code in self.spoken]

    @property
    def expected(self) -> list[tuple[str, object]]:
        """The fields of the expected result."""
        return self.boxes("expected")

    @property
    def measured(self) -> list[tuple[str, object]]:
        """The fields of how it is measured."""
        return self.boxes("measured")

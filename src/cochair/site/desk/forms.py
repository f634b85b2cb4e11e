"""What is typed on the page of a meeting: its agenda line by line, its day, place and form."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.agendas.items import DISCUSSION, TYPES
from cochair.features.agendas.labels import TYPE_WORDS
from cochair.features.agendas.refusals import MOST_MINUTES, TITLE

TYPE_CHOICES = [(code, _(TYPE_WORDS[code])) for code in TYPES]
FORMAT_CHOICES = [
    ("in_person", _("In person")),
    ("hybrid", _("Hybrid")),
    ("virtual", _("Virtual")),
]
TOO_LONG = _("At most %(limit_value)d characters")
HIGHEST = 10**12
LONGEST_CELL = 4000


class LineForm(forms.Form):
    """One line of the table in which the whole agenda is written."""

    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)
    tags = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)
    # The token of the version in which the line was read.
    seen = forms.IntegerField(
        min_value=0, max_value=HIGHEST, required=False, widget=forms.HiddenInput
    )
    place = forms.IntegerField(
        min_value=1,
        max_value=1000,
        required=False,
        error_messages={"invalid": _("Enter the position as a number")},
    )
    type = forms.ChoiceField(choices=TYPE_CHOICES, initial=DISCUSSION)
    minutes = forms.IntegerField(
        min_value=1,
        max_value=MOST_MINUTES,
        required=False,
        error_messages={
            "invalid": _("Enter the minutes as a number"),
            "min_value": _("An item must last at least one minute"),
            "max_value": _("An item may last at most one day"),
        },
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        # Why the line was not written, where somebody else changed its item meanwhile.
        self.conflict: object = None
        for code in self.languages:
            self.fields[f"title_{code}"] = forms.CharField(
                max_length=TITLE, required=False, error_messages={"max_length": TOO_LONG}
            )

    @property
    def titles(self) -> dict[str, str]:
        """What was typed, by language, every run of blanks one space; nothing where nothing was."""
        typed = {code: self.cleaned_data[f"title_{code}"] for code in self.languages}
        return {code: " ".join(words.split()) for code, words in typed.items() if words}

    @property
    def title_fields(self) -> list[tuple[str, forms.BoundField]]:
        """The languages with their fields, in the order of the forum."""
        return [(code, self[f"title_{code}"]) for code in self.languages]

    @property
    def cells(self) -> tuple[str, ...]:
        """The names of what is written of an item, cell by cell."""
        return ("type", "minutes", *(f"title_{code}" for code in self.languages))

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in the line: it is left out."""
        names = (f"title_{code}" for code in self.languages)
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in names)

    @property
    def is_nothing(self) -> bool:
        """Whether it is an empty line at the end, which names no item either."""
        return self.is_blank and not str(self.data.get(self.add_prefix("key"), "")).strip()

    @property
    def errors_in_words(self) -> list[str]:
        """What is wrong with the line."""
        return [str(one) for found in self.errors.values() for one in found]


class CellForm(forms.Form):
    """One cell of the table: the key of its line, which cell, what it says now, and the token of the
    version in which its line was read."""

    key = forms.CharField(max_length=32, required=False)
    cell = forms.CharField(max_length=32)
    value = forms.CharField(max_length=LONGEST_CELL, required=False)
    seen = forms.IntegerField(min_value=0, max_value=HIGHEST)


class Seen(forms.Form):
    """The token of the version that was shown."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST)


class PlanForm(forms.Form):
    """The day, hours, place and form of a meeting that has none yet."""

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

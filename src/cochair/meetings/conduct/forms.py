"""What a person may type in the room."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.meetings.agendas.refusals import REASON
from cochair.meetings.conduct.refusals import CONCLUSION, LONGEST_TURN
from cochair.meetings.conduct.words import KINDS

HIGHEST = 10**9
VOICE = 128
TOO_LONG = _("At most %(limit_value)d characters")


class Seen(forms.Form):
    """What the writer was shown: the number of the last entry, or of whoever spoke."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)


class Conclusion(Seen):
    """A short conclusion in words; in which languages is said by the forum."""

    kind = forms.ChoiceField(
        choices=[("", _("No kind named")), *((code, _(said)) for code, said in KINDS.items())],
        required=False,
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        for code in self.languages:
            self.fields[f"words_{code}"] = forms.CharField(
                max_length=CONCLUSION,
                required=False,
                widget=forms.Textarea,
                error_messages={"max_length": TOO_LONG},
            )

    @property
    def words(self) -> dict[str, str]:
        """What was typed, by language; nothing where nothing was."""
        typed = {code: self.cleaned_data[f"words_{code}"].strip() for code in self.languages}
        return {code: said for code, said in typed.items() if said}

    @property
    def word_fields(self) -> list[tuple[str, forms.BoundField]]:
        """The languages with their fields, in the order of the forum."""
        return [(code, self[f"words_{code}"]) for code in self.languages]


class Deferral(Seen):
    """Why an item is put off, and to which meeting."""

    target = forms.CharField(max_length=96, required=False)
    reason = forms.CharField(
        max_length=REASON,
        required=False,
        widget=forms.Textarea,
        error_messages={"max_length": TOO_LONG},
    )


class Limit(Seen):
    """How many minutes each speaker has; none for no limit."""

    minutes = forms.IntegerField(
        min_value=0,
        max_value=LONGEST_TURN // 60,
        required=False,
        error_messages={
            "invalid": _("Write a whole number of minutes"),
            "max_value": _("A speaker has at most one hour"),
            "min_value": _("Write a whole number of minutes"),
        },
    )


class Asking(forms.Form):
    """Who asks for the floor, when it is written down for somebody else."""

    voice = forms.CharField(max_length=VOICE, required=False)
    reply = forms.BooleanField(required=False)

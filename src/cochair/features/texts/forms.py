"""What a person may type about a text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.texts.labels import (
    ATTRIBUTIONS,
    CLEARANCES,
    KINDS,
    OPERATIONS,
    RESERVATIONS,
    VALUES,
)
from cochair.features.texts.refusals import LONGEST
from cochair.procedure import text as core
from cochair.procedure.obstacle import Cleared

NOTE = 2000
# What a change of the chairs' text is: of its form, of its substance as both want it, or a translation.
CHANGES = EDITORIAL, INSTRUCTED, TRANSLATION = "editorial", "instructed", "translation"


def choices(words: Any) -> list[tuple[str, Any]]:
    """The choices of a list, by code, in the reader's language."""
    return [
        (str(code.value if hasattr(code, "value") else code), _(said))
        for code, said in words.items()
    ]


class Propose(forms.Form):
    """A change: of what kind, where, and how it would read in each language."""

    operation = forms.ChoiceField(choices=choices(OPERATIONS))
    paragraph = forms.CharField(max_length=32, required=False)
    on = forms.CharField(max_length=32, required=False)
    after = forms.CharField(max_length=32, required=False)
    kind = forms.ChoiceField(choices=choices(KINDS), required=False)
    read = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    chairs = forms.BooleanField(required=False)

    def __init__(self, *args: Any, languages: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        for code in languages:
            self.fields[f"words_{code}"] = forms.CharField(
                max_length=LONGEST, required=False, strip=False
            )
            # The edition that was shown; `read` is that of the language of negotiation.
            self.fields[f"read_{code}"] = forms.IntegerField(min_value=0, required=False)

    @property
    def words(self) -> dict[str, str]:
        """What was typed, by language; a language left empty is not proposed."""
        found = {code: typed(self.cleaned_data[f"words_{code}"]) for code in self.languages}
        return {code: said for code, said in found.items() if said.strip()}


class Words(forms.Form):
    """A paragraph or a proposal in one language; which edition and sense were read, and what is new."""

    language = forms.CharField(max_length=8)
    words = forms.CharField(
        max_length=LONGEST, strip=False, error_messages={"required": _("Enter the text.")}
    )
    read = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    sense = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    change = forms.ChoiceField(choices=[(one, "") for one in CHANGES], required=False)

    def clean_words(self) -> str:
        """The words without what a browser adds at the ends of lines."""
        return typed(self.cleaned_data["words"])


class Instructed(forms.Form):
    """That both co-chairs want it."""

    instructed = forms.BooleanField(required=False)


class Position(forms.Form):
    """What one says of a proposal or a paragraph."""

    on = forms.CharField(max_length=32)
    value = forms.ChoiceField(
        choices=choices(VALUES), error_messages={"required": _("Select your position.")}
    )
    note = forms.CharField(max_length=NOTE, required=False)


class Reservation(forms.Form):
    """Why one holds back, on what, and until when."""

    kind = forms.ChoiceField(
        choices=choices(RESERVATIONS),
        error_messages={"required": _("Select the type of reservation.")},
    )
    paragraph = forms.CharField(max_length=32, required=False)
    until = forms.DateField(required=False, error_messages={"invalid": _("Enter a date")})
    language = forms.CharField(max_length=8, required=False)


class Attribution(forms.Form):
    """How much of an author the text shows."""

    level = forms.ChoiceField(choices=choices(ATTRIBUTIONS))


class Clear(forms.Form):
    """What a Party says of the words that were shown, and a note for itself."""

    state = forms.ChoiceField(
        choices=choices(CLEARANCES),
        error_messages={"required": _("Enter the position of your Party.")},
    )
    note = forms.CharField(max_length=NOTE, required=False)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    @property
    def cleared(self) -> Cleared:
        """The state that was chosen."""
        return Cleared(self.cleaned_data["state"])


class Note(forms.Form):
    """A note for one's own capital."""

    words = forms.CharField(max_length=NOTE, error_messages={"required": _("Enter the note.")})


class Issue(forms.Form):
    """The next revision: what changed, and what it is sent for."""

    summary = forms.CharField(max_length=NOTE, required=False)
    purpose = forms.CharField(max_length=32)
    until = forms.DateField(required=False, error_messages={"invalid": _("Enter a date")})
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def typed(words: str) -> str:
    """Words as they were typed, with plain ends of lines and no blanks around."""
    return words.replace("\r\n", "\n").strip()


def operation(form: Propose) -> core.Operation:
    """What a proposal would do."""
    return core.Operation(form.cleaned_data["operation"])

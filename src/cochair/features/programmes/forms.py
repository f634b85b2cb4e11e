"""What a person may type about a programme; `title_xx` is the title in the language xx."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.agendas.items import DISCUSSION, TYPES
from cochair.features.agendas.labels import TYPE_WORDS
from cochair.features.agendas.refusals import TITLE
from cochair.features.programmes.entries import DOCUMENTS, Entry

TYPE_CHOICES = [(code, _(TYPE_WORDS[code])) for code in TYPES]
SOUGHT, HIGHEST = 100, 10**6
NOT_FOUND = _("No document that you may read has this number")


class Seen(forms.Form):
    """An act on a revision, with the number of the one that was shown."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)


class EntryForm(Seen):
    """One entry: an item with its kind and task, a topic, or a document by its number or title."""

    type = forms.ChoiceField(choices=TYPE_CHOICES, initial=DISCUSSION, required=False)
    tag = forms.CharField(max_length=64, required=False)
    paper = forms.CharField(max_length=SOUGHT, required=False)
    item = forms.CharField(max_length=32, required=False)

    def __init__(self, *args: Any, part: str, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part, self.languages = part, tuple(languages)
        for code in self.languages:
            self.fields[f"title_{code}"] = forms.CharField(
                max_length=TITLE,
                required=False,
                error_messages={"max_length": _("At most %(limit_value)d characters")},
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

    def clean(self) -> dict[str, Any]:
        """A title in one language at least, or the number of a document."""
        typed = super().clean() or {}
        names = [f"title_{code}" for code in self.languages]
        named = self.part == DOCUMENTS and typed.get("paper")
        if not named and not any(typed.get(name) for name in names) and not self.errors:
            self.add_error(names[0], _("Enter a title in at least one language"))
        return typed


class Move(Seen):
    """An entry one place up or down in its part."""

    steps = forms.TypedChoiceField(choices=[("-1", "-1"), ("1", "1")], coerce=int)


class Submitting(Seen):
    """A revision put before the meeting, with the document that holds it, if any."""

    document = forms.CharField(max_length=96, required=False)


def filled(entry: Entry, seen: int, paper: str) -> Mapping[str, object]:
    """What the form says of an entry before anybody types; `paper` is its number."""
    return {
        **{f"title_{code}": words for code, words in entry.title.items()},
        "seen": seen,
        "type": entry.type or DISCUSSION,
        "tag": entry.tag,
        "paper": paper,
        "item": entry.item,
    }

"""What a person may type about a decision in the room."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cochair.features.room import labels
from cochair.features.room.statement_input import MOST_PARAGRAPHS, Said
from cochair.procedure.consensus import Claim
from cochair.procedure.outcome import StatementKind
from cochair.web.localize import language_now

WORDS, REASON = 4000, 1000


class Paragraphs(forms.Form):
    """The paragraphs that something is about, of those that the text has."""

    paragraphs = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, known: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = list(known)[:MOST_PARAGRAPHS]
        self.fields["paragraphs"].choices = self.known  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids that were chosen."""
        return tuple(self.cleaned_data["paragraphs"])


class Objecting(Paragraphs):
    """An objection: it needs no reason."""

    words = forms.CharField(max_length=WORDS, required=False)
    understood = forms.BooleanField(
        error_messages={"required": _("Confirm that you understand the effect")}
    )


class Saying(Paragraphs):
    """A statement in any of the languages, or in all."""

    kind = forms.ChoiceField(error_messages={"required": _("Choose the type of statement")})
    printed = forms.ChoiceField(
        choices=list(labels.PRINTED.items()),
        error_messages={"required": _("Choose how the statement is printed")},
    )

    # What it ends, of the delegation's own reservations on the text.
    reservation = forms.ChoiceField(required=False)

    def __init__(
        self,
        *args: Any,
        kinds: Iterable[StatementKind] = StatementKind,
        held: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.held = list(held)
        self.fields["reservation"].choices = [("", "–"), *self.held]  # type: ignore[attr-defined]
        known = set(kinds)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, word) for kind, word in labels.STATEMENTS.items() if kind in known
        ]
        for code, _name in settings.LANGUAGES:
            self.fields[f"words_{code}"] = forms.CharField(max_length=WORDS, required=False)

    @property
    def texts(self) -> list[tuple[str, object]]:
        """The fields of the words by language, that of the reader first."""
        codes = sorted((code for code, _name in settings.LANGUAGES), key=_own_first)
        return [(code, self[f"words_{code}"]) for code in codes]

    @property
    def said(self) -> Said:
        """What was typed."""
        typed = self.cleaned_data
        texts = {code: typed[f"words_{code}"] for code, _name in settings.LANGUAGES}
        return Said(
            kind=StatementKind(typed["kind"]),
            words={code: text for code, text in texts.items() if text},
            paragraphs=self.chosen,
            printed=typed["printed"],
        )


class Putting(forms.Form):
    """A text to put: its document, under which item, as what, and why without what is missing."""

    document = forms.CharField(max_length=96, error_messages={"required": _("Select the text")})
    kind = forms.ChoiceField(
        choices=list(labels.KINDS.items()), error_messages={"required": _("Enter what is decided")}
    )
    form = forms.CharField(max_length=64, required=False)
    item = forms.CharField(max_length=32, required=False)
    follows = forms.IntegerField(required=False, min_value=1, max_value=99_999)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in labels.SUBJECTS:
            self.fields[f"reason_{code}"] = forms.CharField(max_length=REASON, required=False)

    @property
    def reasons(self) -> dict[str, str]:
        """Why both go on without something, by what it is."""
        typed = self.cleaned_data
        return {code: why for code in labels.SUBJECTS if (why := typed[f"reason_{code}"])}


class Seen(forms.Form):
    """A key turned on exactly what was shown."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class Declaring(Seen):
    """A claim, and the digest that was shown for it."""

    claim = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Claim],
        error_messages={"required": _("Enter what is declared")},
    )


def _own_first(code: str) -> bool:
    return code != language_now()

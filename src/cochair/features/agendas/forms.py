"""What a person may type about an agenda; `title_xx` is the title in the language xx."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from cochair.features.acts.reasons import ByLanguage
from cochair.features.agendas.items import DISCUSSION, TYPES, Item
from cochair.features.agendas.labels import TYPE_WORDS
from cochair.features.agendas.queries import STAGES
from cochair.features.agendas.refusals import DOCUMENT, MOST_MINUTES, REASON, TEXT, TITLE

TYPE_CHOICES = [(code, _(TYPE_WORDS[code])) for code in TYPES]
TOO_LONG = _("At most %(limit_value)d characters")
MOST_LINES = 40
SOUGHT = 100
HIGHEST = 10**12


class Titles(forms.Form):
    """A text in every language of the forum; which of them are needed is said later."""

    # How an address of a form names the text of a language.
    stem = "title"

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        for code in self.languages:
            self.fields[f"{self.stem}_{code}"] = forms.CharField(
                max_length=TITLE, required=False, error_messages={"max_length": TOO_LONG}
            )

    @property
    def titles(self) -> dict[str, str]:
        """What was typed, by language, every run of blanks one space; nothing where nothing was."""
        typed = {code: self.cleaned_data[f"{self.stem}_{code}"] for code in self.languages}
        return {code: " ".join(words.split()) for code, words in typed.items() if words}

    @property
    def title_fields(self) -> list[tuple[str, forms.BoundField]]:
        """The languages with their fields, in the order of the forum."""
        return [(code, self[f"{self.stem}_{code}"]) for code in self.languages]

    def clean(self) -> dict[str, Any]:
        """One language at least."""
        typed = super().clean() or {}
        names = [f"{self.stem}_{code}" for code in self.languages]
        if not any(typed.get(name) for name in names) and not self.errors:
            self.add_error(names[0], _("Enter a title in at least one language"))
        return typed


class Lines(forms.CharField):
    """Several things, one on each line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_LINES * DOCUMENT, required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """The lines that are not empty, each once."""
        lines = (" ".join(line.split()) for line in super().clean(value).splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


class ItemForm(Titles):
    """One item of the draft."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)
    type = forms.ChoiceField(
        choices=TYPE_CHOICES,
        initial=DISCUSSION,
        error_messages={"required": _("Choose the purpose of the item")},
    )
    tags = forms.MultipleChoiceField(choices=[], required=False)
    cross_reason = forms.CharField(max_length=REASON, required=False)
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
    place = forms.IntegerField(
        min_value=1,
        max_value=1000,
        required=False,
        error_messages={"invalid": _("Enter the position as a number")},
    )
    # Slugs of the register, and what is typed to find further ones there.
    papers = forms.MultipleChoiceField(choices=[], required=False)
    paper = forms.CharField(max_length=SOUGHT, required=False)
    documents = Lines()
    no_document_reason = forms.CharField(max_length=REASON, required=False)
    commitments = Lines()

    def __init__(
        self,
        *args: Any,
        tags: Iterable[str],
        sought: str = "",
        matches: Iterable[str] = (),
        offered: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sought, self.matches = sought, tuple(matches)
        self.offered = tuple(dict.fromkeys(offered))
        self.fields["tags"].choices = [(tag, tag) for tag in tags]  # type: ignore[attr-defined]
        self.fields["papers"].choices = [  # type: ignore[attr-defined]
            (one, one) for one in self.offered
        ]

    def clean_paper(self) -> str:
        """Nothing: what is looked for is no paper of the item before it is ticked."""
        if self.cleaned_data["paper"].strip():
            raise forms.ValidationError(_("Search for the document and select it"))
        return ""


class RequestForm(Titles):
    """An item that is asked for."""

    type = forms.ChoiceField(
        choices=TYPE_CHOICES,
        initial=DISCUSSION,
        error_messages={"required": _("Choose the purpose of the item")},
    )
    text = forms.CharField(max_length=TEXT, required=False, error_messages={"max_length": TOO_LONG})
    documents = Lines()

    # What stands against this item, beside it.
    refusals: tuple[object, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written: a further item that nobody asks for."""
        names = ("text", "documents", *(f"{self.stem}_{code}" for code in self.languages))
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in names)


class PointForm(Titles):
    """A point that another meeting left open."""

    stem = "text"
    origin = forms.CharField(max_length=96, required=False)
    owner = forms.CharField(max_length=64, required=False)


class Seen(forms.Form):
    """An act on a version, with the token of the one that was shown."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)


class Move(Seen):
    """An item one place up or down."""

    steps = forms.TypedChoiceField(choices=[("-1", "-1"), ("1", "1")], coerce=int)


class Drop(Seen):
    """An item taken off."""

    reason = forms.CharField(max_length=REASON, required=False)


class Begin(forms.Form):
    """A stage that begins."""

    stage = forms.ChoiceField(choices=[(stage, stage) for stage in STAGES])
    programme_of = forms.CharField(max_length=96, required=False)


class Answer(forms.Form):
    """An answer to a request."""

    answer = forms.ChoiceField(choices=[(a, a) for a in ("placed", "declined", "deferred")])
    reason = forms.CharField(max_length=REASON, required=False)
    seen = forms.IntegerField(
        min_value=0, max_value=HIGHEST, required=False, widget=forms.HiddenInput
    )


class PointAnswer(forms.Form):
    """Where a point goes: on an item, on a new one (`new`), or to a later meeting."""

    key = forms.CharField(max_length=32, required=False)
    reason = forms.CharField(max_length=REASON, required=False)
    seen = forms.IntegerField(
        min_value=0, max_value=HIGHEST, required=False, widget=forms.HiddenInput
    )


class OmissionForm(ByLanguage):
    """A function left out, and why, in each language for the papers that quote it."""

    tag = forms.CharField(max_length=64)
    reason = forms.CharField(max_length=TEXT, required=False)


def filled(item: Item, seen: int, place: int | None = None) -> Mapping[str, object]:
    """What a form says of an item before anybody types."""
    return {
        **{f"title_{code}": words for code, words in item.title.items()},
        "seen": seen,
        "place": place,
        "type": item.type,
        "tags": list(item.tags),
        "cross_reason": item.cross_reason,
        "minutes": item.minutes,
        "papers": list(item.papers),
        "documents": "\n".join(item.documents),
        "no_document_reason": item.no_document_reason,
        "commitments": "\n".join(item.commitments),
    }


def title_label(code: str) -> object:
    """The label of a title: the language in its own name."""
    return format_lazy(_("Title, {language}"), language=get_language_info(code)["name_local"])

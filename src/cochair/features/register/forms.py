"""What a person may type about a document; `title_xx` is the title in the language xx."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.documents.vocabulary import PHASES, PURPOSES, REFERENCES
from cochair.procedure.symbol import CORRIGENDUM, SUFFIXES

TITLE, LINE, REASON, TEXT = 300, 64, 4000, 2_000_000
HIGHEST = 10**9
TOO_LONG = _("At most %(limit_value)d characters")
NO_HOUR = _("Enter the time as 10:00")


class Titles(forms.Form):
    """Titles in every language of the forum."""

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
        """What was typed, by language; nothing where nothing was."""
        typed = {code: self.cleaned_data[f"{self.stem}_{code}"] for code in self.languages}
        return {code: " ".join(words.split()) for code, words in typed.items() if words.strip()}

    @property
    def is_corrigendum(self) -> bool:
        """Whether what is entered corrects another document."""
        return "suffix" in self.fields and self["suffix"].value() == CORRIGENDUM

    @property
    def corrects_value(self) -> str:
        """The language that a corrigendum corrects; empty for all."""
        return str(self["corrects"].value() or "")

    @property
    def title_fields(self) -> list[tuple[str, forms.BoundField]]:
        """The languages with their fields, in the order of the forum."""
        return [(code, self[f"{self.stem}_{code}"]) for code in self.languages]


class Head(forms.Form):
    """The head of a document of another register, pasted."""

    head = forms.CharField(
        max_length=20_000, error_messages={"required": _("Paste the first page")}
    )


class Files(forms.FileField):
    """Several files chosen at once; an empty list where none was."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file as Django cleans one."""
        return [super(Files, self).clean(one, initial) for one in data or ()]


class SeveralFiles(forms.FileInput):
    """A field of the browser in which several files are chosen at once."""

    allow_multiple_selected = True


class Entry(Titles):
    """A document as it is entered, with the files of its languages where they are at hand."""

    texts = Files(required=False, allow_empty_file=True, widget=SeveralFiles)
    circulate = forms.BooleanField(required=False)
    purpose = forms.ChoiceField(
        choices=list(PURPOSES.items()), required=False, initial=next(iter(PURPOSES))
    )
    day = forms.DateField(required=False, error_messages={"invalid": _("This date does not exist")})

    kind = forms.ChoiceField(error_messages={"required": _("Choose the type of document")})
    originator = forms.ChoiceField(error_messages={"required": _("Choose the originator")})
    marking = forms.ChoiceField(error_messages={"required": _("Choose who may read it")})
    source = forms.ChoiceField(error_messages={"required": _("Choose the original language")})
    meeting = forms.CharField(max_length=96, required=False)
    phase = forms.ChoiceField(choices=list(PHASES.items()), required=False)
    series = forms.CharField(max_length=32, required=False)
    for_observers = forms.BooleanField(required=False)
    alias = forms.CharField(max_length=LINE, required=False)
    previous = forms.CharField(max_length=400, required=False)
    subject_codes = forms.CharField(max_length=1000, required=False)
    suffix = forms.ChoiceField(choices=[(one, one) for one in SUFFIXES], required=False)
    of = forms.CharField(max_length=LINE, required=False)
    corrects = forms.CharField(max_length=8, required=False)

    def __init__(
        self,
        *args: Any,
        languages: Iterable[str],
        kinds: Mapping[str, object],
        originators: Mapping[str, object],
        markings: Iterable[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, languages=languages, **kwargs)
        for name, codes in (
            ("kind", kinds),
            ("originator", originators),
            ("marking", markings),
            ("source", self.languages),
        ):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                (code, code) for code in codes
            ]


class Seen(forms.Form):
    """An act on a document, with the version that was shown."""

    seen = forms.IntegerField(min_value=0, max_value=HIGHEST, widget=forms.HiddenInput)


class Text(Seen):
    """A text that is typed or pasted, or brought as a file."""

    corrigendum = forms.CharField(max_length=LINE, required=False)

    title = forms.CharField(max_length=TITLE, required=False)
    text = forms.CharField(
        max_length=TEXT, required=False, strip=False, error_messages={"max_length": TOO_LONG}
    )
    file = forms.FileField(required=False, allow_empty_file=True)
    editorial = forms.BooleanField(required=False)
    courtesy = forms.BooleanField(required=False)


class Revise(Seen):
    """A new revision."""

    source = forms.CharField(max_length=8)
    summary = forms.CharField(max_length=REASON, required=False)


class Circulate(Seen):
    """A revision that goes out."""

    purpose = forms.ChoiceField(choices=list(PURPOSES.items()))
    day = forms.DateField(required=False, error_messages={"invalid": _("This date does not exist")})


class Reason(Seen):
    """An act with its reason."""

    reason = forms.CharField(max_length=REASON, required=False)


class Number(Seen):
    """Another number of the same document."""

    symbol = forms.CharField(max_length=LINE)
    party = forms.CharField(max_length=32, required=False)


class Refer(Seen):
    """A reference to another document."""

    symbol = forms.CharField(max_length=LINE)
    kind = forms.ChoiceField(choices=list(REFERENCES.items()))


class Filter(forms.Form):
    """Which documents a list shows; what makes no sense shows all."""

    q = forms.CharField(max_length=100, required=False)
    series = forms.CharField(max_length=32, required=False)
    kind = forms.CharField(max_length=32, required=False)
    meeting = forms.CharField(max_length=96, required=False)
    state = forms.CharField(max_length=16, required=False)

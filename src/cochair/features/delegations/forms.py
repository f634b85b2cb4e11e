"""What a person may type about a delegation and its people."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from cochair.features.delegations import labels
from cochair.features.delegations.person import (
    ADVISER,
    EMAIL,
    FUNCTION,
    NAME,
    PHYSICAL,
    TITLE,
    Person,
    plain,
)
from cochair.features.delegations.refusals import HEAD
from cochair.procedure.book import Book
from cochair.web.localize import translated
from cochair.web.numbers import whole

EMPTY_ROWS, MOST_ROWS = 5, 60
MORE = "more"


class PersonForm(forms.Form):
    """One person; a row whose name and function are empty says nothing."""

    title = forms.CharField(max_length=TITLE, required=False)
    name = forms.CharField(max_length=NAME, required=False)
    function = forms.CharField(max_length=FUNCTION, required=False)
    rank = forms.ChoiceField(required=False)
    capacity = forms.ChoiceField(required=False)
    mode = forms.ChoiceField(required=False)
    email = forms.CharField(max_length=EMAIL, required=False)
    language = forms.ChoiceField(required=False)

    def __init__(self, *args: object, book: Book, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.languages = [code for code in book.languages if code != self.spoken]
        for code in self.languages:
            self.fields[f"function_{code}"] = forms.CharField(max_length=FUNCTION, required=False)
        ranks = sorted((str(translated(said)), code) for code, said in book.ranks.items())
        self._offer("rank", [("", __("none of these")), *((code, said) for said, code in ranks)])
        self.fields["capacity"].initial = ADVISER
        self._offer("capacity", [(code, __(said)) for code, said in labels.CAPACITIES.items()])
        self._offer("mode", [(code, __(said)) for code, said in labels.MODES.items()])
        names = [(code, labels.language_name(code)) for code in book.languages]
        self._offer("language", [("", __("not stated")), *names])

    @property
    def spoken(self) -> str:
        """The reader's language, in which the function is typed."""
        return get_language() or "en"

    @property
    def other_functions(self) -> list[tuple[str, forms.BoundField]]:
        """The fields of the function in the other languages, each with its heading."""
        return [(labels.heading(f"function_{c}"), self[f"function_{c}"]) for c in self.languages]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in this row."""
        typed = self.cleaned_data
        functions = (value for name, value in typed.items() if name.startswith("function"))
        return not any((typed["name"], typed["title"], typed["email"], *functions))

    @property
    def person(self) -> Person:
        """The person as typed, on one line each."""
        typed = {name: plain(str(value)) for name, value in self.cleaned_data.items()}
        function = {self.spoken: typed.pop("function")}
        function |= {code: typed.pop(f"function_{code}") for code in self.languages}
        typed["capacity"] = typed["capacity"] or ADVISER
        typed["mode"] = typed["mode"] or PHYSICAL
        return Person(function={code: said for code, said in function.items() if said}, **typed)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def initial(person: Person, spoken: str) -> dict[str, object]:
    """What the form of a person shows first."""
    return {
        **{name: getattr(person, name) for name in ("title", "name", "rank", "capacity")},
        **{name: getattr(person, name) for name in ("mode", "email", "language")},
        "function": person.function.get(spoken, ""),
        **{f"function_{code}": said for code, said in person.function.items() if code != spoken},
    }


def rows(
    book: Book, sent: Mapping[str, str] | None = None, *, has_head: bool = True
) -> list[PersonForm]:
    """Empty rows for several people, or those that were sent, with five more where asked.

    Where nobody leads the delegation yet, the first row proposes its head.
    """
    if sent is None:
        first = {} if has_head else {"capacity": HEAD}
        return [
            PersonForm(prefix=f"p{index}", book=book, initial={} if index else first)
            for index in range(EMPTY_ROWS)
        ]
    given = min(max(number(sent.get("rows", "")), EMPTY_ROWS), MOST_ROWS)
    # A row that the page of the meeting did not have is an adviser's, as an empty one is here.
    plain_rows = {f"p{index}-capacity": ADVISER for index in range(given)}
    sent = plain_rows | {name: sent[name] for name in sent}
    found = [PersonForm(sent, prefix=f"p{index}", book=book) for index in range(given)]
    if MORE in sent:
        last = min(given + EMPTY_ROWS, MOST_ROWS)
        found += [PersonForm(prefix=f"p{index}", book=book) for index in range(given, last)]
    return found


def number(text: str) -> int:
    """A whole number as it is typed on a badge; 0 for what is none."""
    return whole(text.strip()) or 0


class Table(forms.Form):
    """A list that is sent: a file, or text pasted from a table."""

    file = forms.FileField(required=False)
    text = forms.CharField(required=False, strip=False)
    seen = forms.CharField(max_length=64, required=False)

    def clean(self) -> dict[str, object]:
        """One of the two is needed."""
        typed = super().clean() or {}
        if not typed.get("file") and not str(typed.get("text", "")).strip():
            self.add_error("file", _("Choose a file, or paste the list"))
        return typed


class Judgement(forms.Form):
    """What is said of the participation."""

    value = forms.CharField(max_length=32)
    reason = forms.CharField(max_length=4000, required=False, strip=True)

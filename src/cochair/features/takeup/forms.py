"""What a person may type of one meeting that was held before."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cochair.features.takeup import owed
from cochair.features.takeup.lines import CONTACT, FORMATS, MEETING, MOST_PEOPLE, Answer, Said
from cochair.web.localize import language_now, language_of

ANSWERS = [
    (Answer.OPEN.value, _("Leave open")),
    (Answer.CONFIRMED.value, _("Held, as shown")),
    (Answer.CORRECTED.value, _("Held, as entered here")),
    (Answer.NOT_HELD.value, _("Did not take place")),
]
FORMAT_CHOICES = [(code, _(words)) for code, words in FORMATS.items()]
WHAT_CHOICES = [(code, _(words)) for code, words in owed.WHATS.items()]
KINDS = [(MEETING, _("Meeting")), (CONTACT, _("Virtual contact"))]
NO_DAY = {"invalid": _("This date does not exist")}
NO_NUMBER = {"invalid": _("Enter a number")}
TEXT = ("title", "reference", "url", "kind")

# The language of the words that are typed; what sends none writes in that of the page.
LANGUAGES = [(code, code) for code, _name in settings.LANGUAGES]

type Choices = Sequence[tuple[str, str]]


class Line(forms.Form):
    """The answer to one line, and what is entered where sources say something else or nothing.

    `chairs` are the members to choose from by Party, `texts` how many adopted texts there is room
    for, `configurations` the types of a meeting that is added.
    """

    answer = forms.ChoiceField(choices=ANSWERS, initial=Answer.OPEN.value)
    first = forms.DateField(required=False, error_messages=NO_DAY)
    last = forms.DateField(required=False, error_messages=NO_DAY)
    place = forms.CharField(max_length=64, required=False)
    format = forms.ChoiceField(choices=[("", _("not known")), *FORMAT_CHOICES], required=False)
    source = forms.CharField(max_length=4000, required=False)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    outcome = forms.CharField(max_length=2000, required=False)
    language = forms.ChoiceField(choices=[("", ""), *LANGUAGES], required=False)
    configuration = forms.CharField(max_length=64, required=False)
    kind = forms.ChoiceField(choices=KINDS, required=False)
    other = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, parties: Sequence[str] = (), texts: int = 1, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.parties, self.room = tuple(parties), texts
        for code in self.parties:
            self.fields[f"chair_{code}"] = forms.CharField(max_length=8, required=False)
            self.fields[f"came_{code}"] = forms.IntegerField(
                min_value=0, max_value=MOST_PEOPLE, required=False, error_messages=NO_NUMBER
            )
        for place in range(texts):
            self.fields[f"text{place}_title"] = forms.CharField(max_length=300, required=False)
            self.fields[f"text{place}_reference"] = forms.CharField(max_length=64, required=False)
            self.fields[f"text{place}_url"] = forms.URLField(
                required=False,
                assume_scheme="https",
                error_messages={"invalid": _("Enter an address that begins with https://")},
            )
            self.fields[f"text{place}_kind"] = forms.CharField(max_length=64, required=False)

    def said(self, told: Said) -> Said:
        """What was entered, beside what nobody may change of a meeting that sources name."""
        typed = self.cleaned_data
        return Said(
            configuration=typed["configuration"] or told.configuration,
            kind=typed["kind"] or told.kind,
            cycle=told.cycle,
            number=told.number,
            first=typed["first"],
            last=typed["last"],
            place=typed["place"],
            format=typed["format"],
            chairs={c: typed[f"chair_{c}"] for c in self.parties if typed[f"chair_{c}"]},
            came={c: typed[f"came_{c}"] for c in self.parties if typed[f"came_{c}"] is not None},
            texts=tuple(self._texts(told)),
            outcome=_in_words(typed["outcome"], told.outcome, typed["language"]),
            other=typed["other"],
        )

    def _texts(self, told: Said) -> list[Mapping[str, Any]]:
        """The adopted texts; a title that was not changed keeps all its languages."""
        found: list[Mapping[str, Any]] = []
        for place in range(self.room):
            typed = {name: self.cleaned_data[f"text{place}_{name}"] for name in TEXT}
            if not any(typed[name] for name in ("title", "reference", "url")):
                continue
            stands = told.texts[place] if place < len(told.texts) else {}
            # What the page has no field for stays, such as the files of the text.
            before = {name: one for name, one in stands.items() if name not in TEXT}
            title = dict(stands.get("title") or {})
            if typed["title"] and typed["title"] != _plain(title):
                title = {self.cleaned_data["language"] or language_now(): typed["title"]}
            given = {name: value for name, value in typed.items() if value}
            found.append({**before, **given, "title": title})
        return found


def _plain(words: Mapping[str, str]) -> str:
    """Words as a field shows them: in the language of the page, else in the first that there is, without
    its code before them, which would be saved with them."""
    return str(words.get(language_now()) or words.get(language_of(words)) or "")


def _in_words(typed: str, stands: Mapping[str, str], language: str) -> Mapping[str, str]:
    """What was typed, in the language that was chosen; words that were not changed keep their languages,
    but where another one was chosen for those that stand in one."""
    if not typed.strip():
        return {}
    is_moved = len(stands) == 1 and language != "" and language not in stands
    if typed == _plain(stands) and not is_moved:
        return stands
    return {language or language_now(): typed.strip()}


class Table(forms.Form):
    """A table that was filled in."""

    file = forms.FileField(error_messages={"required": _("Choose a file")})


class TextFile(forms.Form):
    """A file of an adopted text: which text (name of the line and place), and in which language."""

    text = forms.RegexField(
        r"^[a-z0-9-]+:[0-9]{1,2}$", error_messages={"required": _("Choose the text")}
    )
    language = forms.CharField(
        max_length=8, error_messages={"required": _("Choose the language of the file.")}
    )
    file = forms.FileField(error_messages={"required": _("Choose a file")})


class Owed(forms.Form):
    """An action point or a commitment that an earlier meeting left."""

    what = forms.ChoiceField(choices=[("", "–"), *WHAT_CHOICES], required=False)
    meeting = forms.CharField(max_length=128, required=False)
    text = forms.CharField(max_length=2000, required=False)
    language = forms.ChoiceField(choices=[("", ""), *LANGUAGES], required=False)
    owner = forms.CharField(max_length=64, required=False)
    due = forms.DateField(required=False, error_messages=NO_DAY)
    area = forms.CharField(max_length=64, required=False)
    source = forms.CharField(max_length=4000, required=False)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    remove = forms.BooleanField(required=False)

    @property
    def answer(self) -> Answer:
        """An entry that is removed, or without a kind and without words, says nothing."""
        typed = self.cleaned_data
        if typed["remove"]:
            return Answer.OPEN
        return Answer.CORRECTED if typed["what"] or typed["text"] else Answer.OPEN

    def said(self) -> owed.Owed:
        """What was entered."""
        typed = self.cleaned_data
        names = ("what", "meeting", "text", "owner", "due", "area")
        language = typed["language"] or language_now()
        return owed.Owed(language=language, **{name: typed[name] for name in names})


class World(forms.Form):
    """A fact of the world: left open, or attested as it stands."""

    answer = forms.ChoiceField(choices=ANSWERS[:2], initial=Answer.OPEN.value)
    source = forms.CharField(max_length=4000, required=False)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


def initial_owed(said: owed.Owed) -> dict[str, Any]:
    """What the fields of a point or a commitment say before anybody types."""
    return {**said.body(), "due": said.due.isoformat() if said.due else ""}


def initial(said: Said, parties: Sequence[str]) -> dict[str, Any]:
    """What the fields of a line say before anybody types."""
    found: dict[str, Any] = {
        # As a control of the type date reads them.
        "first": said.first.isoformat() if said.first else "",
        "last": said.last.isoformat() if said.last and said.last != said.first else "",
        "place": said.place,
        "format": said.format,
        "outcome": _plain(said.outcome),
        "language": next(iter(said.outcome)) if len(said.outcome) == 1 else language_now(),
        "configuration": said.configuration,
        "kind": said.kind,
        "other": said.other,
        **{f"chair_{code}": said.chairs.get(code, "") for code in parties},
        **{f"came_{code}": said.came.get(code) for code in parties},
    }
    for place, text in enumerate(said.texts):
        found[f"text{place}_title"] = _plain(text.get("title") or {})
        for name in TEXT[1:]:
            found[f"text{place}_{name}"] = text.get(name, "")
    return found

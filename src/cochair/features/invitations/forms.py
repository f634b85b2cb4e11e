"""What a person may type about a notice, an invitation and a contact point."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cochair.features.acts.reasons import ByLanguage
from cochair.features.invitations.answers import CHOICES

LONGEST_TEXT, LONGEST_REASON = 10_000, 500


class Notice(forms.Form):
    """A notice: its words in every language (fields `text-<code>`), recipients, a reason."""

    to = forms.MultipleChoiceField(choices=[], required=False)
    reason = forms.CharField(max_length=4000, required=False, strip=True)

    def __init__(
        self, *args: object, recipients: list[tuple[str, str]] | None = None, **kwargs: object
    ):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["to"].choices = recipients or []  # type: ignore[attr-defined]
        for code, _name in settings.LANGUAGES:
            self.fields[f"text-{code}"] = forms.CharField(
                max_length=LONGEST_TEXT,
                strip=True,
                error_messages={"required": _("The notice must be available in every language")},
            )

    @property
    def text(self) -> dict[str, str]:
        """The words by language, once the form is valid."""
        return {code: self.cleaned_data[f"text-{code}"] for code, _name in settings.LANGUAGES}


class Relevance(forms.Form):
    """The agencies of one group that matter for a meeting."""

    group = forms.CharField(max_length=32)
    entries = forms.MultipleChoiceField(choices=[], required=False)
    empty_reason = forms.CharField(max_length=4000, required=False, strip=True)

    def __init__(
        self, *args: object, catalogue: list[tuple[str, str]] | None = None, **kwargs: object
    ):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["entries"].choices = catalogue or []  # type: ignore[attr-defined]


class Also(forms.Form):
    """One more to be invited, by what names it."""

    key = forms.CharField(max_length=128)


class Answer(forms.Form):
    """The answer to an invitation."""

    answer = forms.ChoiceField(
        choices=CHOICES,
        error_messages={"required": _("Select an answer")},
    )
    reason = forms.CharField(max_length=LONGEST_REASON, required=False, strip=True)
    # The note or letter that answers, where a secretariat records it.
    reference = forms.CharField(max_length=200, required=False, strip=True)

    # The same answers as a secretariat reads them, in the third person.
    in_third_person = (
        ("accepted", _("The invitee will attend")),
        ("declined", _("The invitee will not attend")),
        ("excused", _("The invitee asks to be excused, for this reason")),
    )

    def __init__(self, *args: Any, may_ask: bool = True, **kwargs: Any) -> None:
        """With `may_ask` the invitee may be excused, which no member is."""
        super().__init__(*args, **kwargs)
        self.may_ask = may_ask
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [one for one in CHOICES if self._offers(one[0])]

    @property
    def for_others(self) -> list[tuple[str, Any]]:
        """What is offered to a secretariat that records an answer."""
        return [one for one in self.in_third_person if self._offers(one[0])]

    def _offers(self, answer: str) -> bool:
        return self.may_ask or answer != "excused"


class Reason(ByLanguage):
    """Why an invitation is withdrawn, or an absence excused, and the same in each language for the
    messages and papers that quote it."""

    longest = LONGEST_REASON

    reason = forms.CharField(max_length=LONGEST_REASON, required=False, strip=True)


class Contact(forms.Form):
    """One contact point."""

    code = forms.CharField(
        max_length=64, error_messages={"required": _("Select whom this address reaches")}
    )
    name = forms.CharField(max_length=200, required=False, strip=True)
    email = forms.EmailField(
        error_messages={
            "required": _("Enter an e-mail address"),
            "invalid": _("This is not an e-mail address"),
        }
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    zone = forms.CharField(max_length=64, required=False, strip=True)


class ContactList(forms.Form):
    """A list of contact points, pasted or as a file."""

    rows = forms.CharField(required=False, strip=False)
    file = forms.FileField(required=False)
    offices = forms.BooleanField(required=False)

    def text(self) -> str:
        """The list as text: the file when there is one, else what was pasted."""
        given = self.cleaned_data.get("file")
        if given is None:
            return str(self.cleaned_data.get("rows") or "")
        return bytes(given.read()).decode("utf-8-sig", errors="replace")

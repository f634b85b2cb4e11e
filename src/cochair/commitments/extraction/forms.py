"""What a person may choose of a document, or send as a table."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cochair.commitments.extraction.actions import Chosen
from cochair.commitments.extraction.taken import CODES

MOST_CODES = 40
SET_APART = str.maketrans(",;", "  ")


class Taking(forms.Form):
    """What kind of instrument it is, and the civil day on which it was adopted."""

    kind = forms.CharField(max_length=32, error_messages={"required": _("Say what it is")})
    day = forms.DateField(
        error_messages={
            "required": _("Enter the day"),
            "invalid": _("There is no such day"),
        }
    )


class Table(forms.Form):
    """A table that is sent: a file, or text pasted from one; `seen` says which plan was read."""

    file = forms.FileField(required=False)
    text = forms.CharField(required=False, strip=False)
    seen = forms.CharField(max_length=64, required=False)

    def clean(self) -> dict[str, object]:
        """One of the two is needed."""
        typed = super().clean() or {}
        if not typed.get("file") and not str(typed.get("text", "")).strip():
            self.add_error("file", _("Choose a file, or paste the table"))
        return typed


def chosen(posted: QueryDict) -> list[Chosen]:
    """The paragraphs that were ticked, in the order of the page, with their codes."""
    return [
        Chosen(id[:64], *(_codes(posted, f"{name}-{id}") for name in CODES))
        for id in dict.fromkeys(posted.getlist("paragraph"))
    ]


def _codes(posted: QueryDict, name: str) -> tuple[str, ...]:
    said = posted.get(name, "")[:400].translate(SET_APART).split()
    return tuple(dict.fromkeys(said))[:MOST_CODES]

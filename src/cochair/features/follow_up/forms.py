"""What a person may type about the progress of a commitment."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from cochair.features.commitments import sensitive_data

LONGEST = 8000
MOST_CODES = 200
SET_APART = str.maketrans(",;", "  ")


class Careful(forms.Form):
    """A form with free texts: it warns of personal and operational data, once (CB-52)."""

    free: tuple[str, ...] = ()

    understood = forms.BooleanField(required=False)

    def clean(self) -> dict[str, object]:
        """Ask whoever writes what may point to a person or an operation to look again."""
        typed = super().clean() or {}
        pieces = sensitive_data.found(*(str(typed.get(name, "")) for name in self.free))
        if pieces and not typed.get("understood"):
            said = __(
                "This may refer to a person or an operation, which must never be "
                "mentioned here: {pieces}. Remove it, or confirm below that it does not."
            )
            self.add_error("understood", said.format(pieces=", ".join(pieces)))
        return typed


class Codes(forms.Field):
    """Codes that were ticked by name, or typed in one line and set apart by blanks or commas."""

    widget = forms.SelectMultiple

    def clean(self, value: object) -> list[str]:
        """The codes, in the order in which they came."""
        said = value if isinstance(value, list | tuple) else [value or ""]
        found = " ".join(map(str, said)).translate(SET_APART).split()
        if self.required and not found:
            raise ValidationError(self.error_messages["required"])
        if len(found) > MOST_CODES:
            raise ValidationError(_("You have selected too many."))
        return list(dict.fromkeys(found))


class Report(Careful):
    """A status in the owner's own words, with a line of evidence."""

    free = ("words", "evidence")

    status = forms.CharField(max_length=16, error_messages={"required": _("Select a status")})
    words = forms.CharField(
        max_length=LONGEST, error_messages={"required": _("Write it in your own words")}
    )
    evidence = forms.CharField(
        max_length=300, error_messages={"required": _("Give the evidence in one line")}
    )


class Assessment(Careful):
    """What a Party thinks of the progress."""

    free = ("words",)

    words = forms.CharField(
        max_length=LONGEST, error_messages={"required": _("Enter the assessment of your Party")}
    )


class Owners(forms.Form):
    """Who reports; `seen` are those who were shown."""

    owners = Codes(required=False)
    seen = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)


class Settlement(forms.Form):
    """How a commitment ends, and why."""

    state = forms.CharField(
        max_length=16, error_messages={"required": _("Select how the commitment ends")}
    )
    replaced_by = forms.CharField(max_length=64, required=False)
    reason = forms.CharField(max_length=4000, error_messages={"required": _("Give a reason")})

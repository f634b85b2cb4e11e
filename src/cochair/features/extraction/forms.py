"""A table that is sent, whatever it is of."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.delegations import tables


class Table(forms.Form):
    """A table that is sent: a file, or text pasted from one; `seen` says which plan was read."""

    file = forms.FileField(required=False)
    text = forms.CharField(required=False, strip=False)
    seen = forms.CharField(max_length=64, required=False)

    def clean(self) -> dict[str, object]:
        """One of the two is needed."""
        typed = super().clean() or {}
        if not typed.get("file") and not str(typed.get("text", "")).strip():
            self.add_error("file", _("Select a file, or paste the table"))
        return typed


def table_of(form: Table) -> tables.Table:
    """The table that was sent. Raises Refused for one that is too large or cannot be read."""
    file = form.cleaned_data["file"]
    if file is None:
        return tables.read_text(form.cleaned_data["text"])
    # One more than is allowed is enough to know that it is too much.
    return tables.read_file(file.read(tables.MOST_BYTES + 1))

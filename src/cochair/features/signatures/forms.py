"""What a person may send about signatures."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cochair.features.signatures.certificates import HOLDER, KINDS

REASON = 4000


class Signed(forms.Form):
    """A file that was signed elsewhere."""

    file = forms.FileField(error_messages={"required": _("Choose a file")})


class Reason(forms.Form):
    """Why a text is taken back; whether it says enough, the act decides."""

    reason = forms.CharField(max_length=REASON, required=False)


class Certificate(forms.Form):
    """A certificate, and what it is for."""

    kind = forms.ChoiceField(choices=list(KINDS.items()), initial=HOLDER)
    file = forms.FileField(error_messages={"required": _("Choose a file")})

"""What acts on commitments are called, in every language, and codes in one line."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.translation import gettext, override

from cochair.procedure.refusal import _

SETTLEMENT = _("Commitment {number} is in force no longer")


def in_all(message: str, **facts: object) -> Mapping[str, str]:
    """A sentence (an English msgid) with its facts in every interface language."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = gettext(message).format(**facts)
    return said


def joined(codes: Iterable[str]) -> str:
    """Codes in one line, as a form sends them back."""
    return " ".join(sorted(codes))

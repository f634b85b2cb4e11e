"""What acts on points of action are called, in every language."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext, override

from cochair.procedure.refusal import _

SETTLEMENT = _("Point of action {number}: dropped or put off")


def in_all(message: str, **facts: object) -> Mapping[str, str]:
    """A sentence (an English msgid) with its facts in every interface language."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = gettext(message).format(**facts)
    return said


def one_line(text: Mapping[str, str]) -> str:
    """Words of several languages in one line, each after its code."""
    return " · ".join(f"{code}: {said}" for code, said in sorted(text.items()))

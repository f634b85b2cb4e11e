"""A session in words, for letters and acts."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as __

from cochair.features.meetings.models import Session
from cochair.web import code_labels, formats, localize
from cochair.web.varieties import override


def name_of(session: Session) -> Mapping[str, str]:
    """Its number with its title, or with what kind of session it is, in every language."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            title = str(localize.translated(session.title, language))
            kind = __(code_labels.WORDS.get(session.kind, session.kind))
            found[language] = __("Session {number} ({title})").format(
                number=session.number, title=title or kind
            )
    return found


def languages_of(codes: list[str]) -> Mapping[str, str]:
    """Languages by their names in every interface language; empty for none."""
    found = {}
    for language, _name in settings.LANGUAGES:
        known = formats.locale(language).languages
        found[language] = formats.listed([known.get(code, code) for code in codes], language)
    return found if codes else {}

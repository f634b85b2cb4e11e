"""A word before a date in a template carries its preposition in Spanish and Portuguese.

English says "Received Thu 8 Oct 2026"; the others "Recibida el 8 oct", "Receção em 8 out.".
Source: docs/terms, the style page of each language.
"""

import re

import pytest
from django.utils.translation import gettext, override, pgettext

from house import tree

WORD = re.compile(
    r'{%\s*trans\s+"([^"]+)"(?:\s+context\s+"([^"]+)")?\s*%}\s*{%\s*moment\b',
)
PAGES = (
    "decisions/programmes/parts/programme.html",
    "decisions/programmes/printed.html",
    "decisions/room/parts/objections.html",
    "desk/meeting/parts/invite.html",
    "desk/parts/term_pack.html",
    "desk/room/parts/say.html",
    "documents/register/parts/standing.html",
    "documents/signing/original.html",
    "handovers/handover.html",
    "meetings/preparing/parts/held.html",
    "public/document.html",
)


@pytest.mark.parametrize(("language", "ends"), [("es", (" el", ":")), ("pt", (" em", ":", "até"))])
def test_a_word_before_a_date_carries_its_preposition(language: str, ends: tuple[str, ...]) -> None:
    found = {
        (word, context)
        for path, text in tree.templates().items()
        if path.endswith(PAGES)
        for word, context in WORD.findall(text)
    }
    with override(language):
        said = {
            word: pgettext(context, word) if context else gettext(word) for word, context in found
        }

    assert len(said) >= len(PAGES)
    assert [one for one in said.values() if not one.endswith(ends)] == []

"""Papers of the small forum that can be searched, and questions as somebody asks them."""

from collections.abc import Iterator, Mapping

import pytest

import papers
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.formats.paragraphs import Text
from cochair.web.clock import clock
from papers import words
from world import NOW

TEXTS: Mapping[str, Text] = {
    "en": words("Both sides fight trafficking in human beings.", "The ministers adopt it."),
    "es": words("Ambas partes combaten la trata de personas.", "Las ministras la adoptan."),
    "pt": words("Ambas as partes combatem o tráfico de pessoas.", "Os ministros adotam-na."),
}
DECLARATION = {"en": "Declaration", "es": "Declaración", "pt": "Declaração"}


@pytest.fixture
def declaration(small_forum: Forum) -> Document:
    """A declaration in three languages that everybody of both sides has."""
    return papers.circulated(small_forum, TEXTS, title=DECLARATION)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """Monday morning; the clock stands still."""
    with clock.at(NOW):
        yield

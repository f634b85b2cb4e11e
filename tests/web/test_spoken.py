"""The language that a text seems to be in, tried on the guides and on every sentence of the house."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import override

from cochair.web.spoken import as_written, foreign, seems
from house import tree

LANGUAGES = ("en", "es", "pt")
GUIDES = [
    pytest.param(path, code, id=f"{code} {path.stem}")
    for code in LANGUAGES
    for path in sorted((tree.PROJECT / "docs" / "guides" / code).glob("*.md"))
]


@pytest.mark.parametrize(("path", "language"), GUIDES)
def test_a_guide_is_known_in_the_place_of_another_and_never_in_its_own(
    path: Path, language: str
) -> None:
    text = path.read_text(encoding="utf-8").splitlines()

    assert seems(text, language) == ""
    assert {seems(text, other) for other in LANGUAGES if other != language} == {language}


@pytest.mark.parametrize("language", ["es", "pt"])
def test_of_ten_thousand_sentences_none_is_taken_for_another_language(language: str) -> None:
    file = tree.PROJECT / "src" / "cochair" / "locale" / language / "LC_MESSAGES" / "django.po"
    with file.open("rb") as lines:
        said = [
            one.string for one in read_po(lines, locale=language) if isinstance(one.string, str)
        ]

    assert len(said) > 1000
    assert [one for one in said if seems([one], language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_text_a_list_of_names_and_an_unknown_language_are_not_guessed(
    language: str,
) -> None:
    assert seems(["Puertos seguros"], language) == ""
    assert seems(["Bolivia, Lituania, Chipre"] * 40, language) == ""
    assert seems(["los puertos y las cárceles del continente"] * 40, "el") == ""


@pytest.mark.parametrize(
    ("text", "reader", "said"),
    [
        ("We need the opinion of the ministry.", "es", "en"),
        ("Se requiere el dictamen del ministerio.", "pt", "es"),
        ("É preciso o parecer do ministério.", "en", "pt"),
        ("We need the opinion of the ministry.", "en", ""),
        ("Puertos seguros", "en", ""),
        ("La propuesta “On the way” del CLASI", "es", ""),
    ],
)
def test_a_note_tells_its_language_where_it_is_plainly_not_the_readers(
    text: str, reader: str, said: str
) -> None:
    assert foreign(text, reader) == said


def test_what_is_quoted_on_a_paper_bears_the_mark_of_its_language() -> None:
    with override("pt"):
        assert as_written("We need the opinion of the ministry.", "pt").endswith(" (em inglês)")
        assert as_written("É preciso o parecer do ministério.", "pt").endswith("ministério.")

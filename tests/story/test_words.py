"""The texts of the stories: each in every language, with the same places to fill, and none told twice."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from cochair.story.eu_clasi import declaration, papers, pledges, words

FILES = sorted(words.TEXTS.glob("*.yaml"))
LANGUAGES = frozenset(papers.LANGUAGES)
PLACE = re.compile(r"\{(\w*)\}")
FIGURE = re.compile(r"\d+")
# A slip of the pen is in English alone.
IN_ENGLISH = frozenset({"declaration.last.editorial"})
LONGEST = {"title": 300, "evidence": 300, "unit": 64}


def texts(found: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every text of a file with its place: a mapping whose keys are languages."""
    if isinstance(found, dict):
        if LANGUAGES & set(found):
            yield where, {code: found[code] for code in found if code in LANGUAGES}
        for key, value in found.items():
            if key not in LANGUAGES:
                yield from texts(value, f"{where}.{key}")
    elif isinstance(found, list):
        for number, value in enumerate(found):
            yield from texts(value, f"{where}.{number}")


def every_text() -> dict[str, dict[str, Any]]:
    return dict(
        one
        for file in FILES
        for one in texts(yaml.safe_load(file.read_text(encoding="utf-8")), file.stem)
    )


def lines(said: Any) -> list[str]:
    """The paragraphs of a text, or the one that it is; of a change, what there was and what there is."""
    if isinstance(said, dict):
        return [said["old"], said["new"]]
    return said if isinstance(said, list) else [said]


def unlike(where: str, text: dict[str, Any]) -> Iterator[str]:
    """What a text lacks in one of its languages, or has in one alone."""
    if where not in IN_ENGLISH and set(text) != LANGUAGES:
        yield f"{where} is in {sorted(text)}."
    said = {code: lines(one) for code, one in text.items()}
    if len({len(one) for one in said.values()}) > 1:
        yield f"{where} has as many paragraphs in no two languages."
    if len({tuple(sorted(PLACE.findall(" ".join(one)))) for one in said.values()}) > 1:
        yield f"{where} has other places to fill in another language."
    if any(
        not line.strip() or line != " ".join(line.split()) for one in said.values() for line in one
    ):
        yield f"{where} has an empty line, or blanks that nobody sees."
    longest = LONGEST.get(where.rpartition(".")[2], 4000)
    if any(len(line) > longest for one in said.values() for line in one):
        yield f"{where} is longer than {longest} signs."


def told_twice(found: dict[str, dict[str, Any]]) -> list[str]:
    """Pairs of texts that differ in nothing but a figure."""
    seen: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for where, text in found.items():
        for code, said in text.items():
            # Of a change, what there was is a piece of another text.
            for line in [said["new"]] if isinstance(said, dict) else lines(said):
                seen[code, FIGURE.sub("#", line)][line] = where
    return [f"{places}" for places in seen.values() if len(places) > 1]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_text_says_the_same_in_every_language(file: Any) -> None:
    found = dict(texts(yaml.safe_load(file.read_text(encoding="utf-8")), file.stem))

    faults = [fault for where, text in found.items() for fault in unlike(where, text)]

    assert found
    assert faults == []


def test_no_text_stands_twice_with_a_number_changed() -> None:
    assert told_twice(every_text()) == []


def test_what_is_missing_too_long_or_told_twice_is_noticed() -> None:
    half = {"en": "One", "es": "Uno"}
    unfilled = {"en": "Before {when}", "es": "Antes de {when}", "pt": "Antes"}
    long = dict.fromkeys(LANGUAGES, "x" * 65)

    assert list(unlike("a", half))
    assert list(unlike("a", unfilled))
    assert list(unlike("a.unit", long)) and not list(unlike("a.words", long))
    assert told_twice({"a": {"en": "Within 5 days"}, "b": {"en": "Within 15 days"}})
    assert not told_twice({"a": {"en": "per cent"}, "b": {"en": "per cent"}})


def uneasy(text: dict[str, Any]) -> list[str]:
    """What no colleague would write: in English who “both” are is left out at the beginning of a
    sentence, in Portuguese a clause hangs on “porquê”."""
    said = {code: " ".join(lines(one)) for code, one in text.items()}
    found = re.findall(r"\bBoth (?:agree|are|expect|have|say|see|want|wish)\b", said.get("en", ""))
    return found + re.findall(r"(?<!o )\bporquê \w+", said.get("pt", ""))


def test_both_have_a_noun_and_portuguese_asks_no_why_in_the_middle_of_a_sentence() -> None:
    assert [(where, uneasy(text)) for where, text in every_text().items() if uneasy(text)] == []
    assert uneasy({"en": "Closed. Both wish to stay.", "pt": "Versão 1.1 – porquê dois"})
    assert not uneasy({"en": "Both Parties wish it.", "pt": "Saber porquê, e o porquê da data"})


def test_each_change_of_the_declaration_finds_its_words_once_in_every_language() -> None:
    changes = ("amendment", "rewrite", "last_change")
    for one in declaration.commitments():
        text = dict(one["text"])
        for change in (one[name] for name in changes if name in one):
            for code, said in text.items():
                assert said.count(change[code]["old"]) == 1, (one["key"], code)
                text[code] = said.replace(change[code]["old"], change[code]["new"])


def test_the_declaration_has_24_paragraphs_and_its_commitments_are_numbered() -> None:
    for language in papers.LANGUAGES:
        said = declaration.paragraphs(language)

        assert len(said) == 24
        assert [one.partition(".")[0] for one in said[5:]] == [f"{n}" for n in range(1, 20)]
    assert declaration.of_paragraph(declaration.NINE)["number"] == 9


def test_each_commitment_in_force_has_one_action_and_what_is_expected_of_it() -> None:
    found = pledges.shares()

    assert sorted(slug for one in found for slug in one.commitments) == sorted(pledges.IN_FORCE)
    assert len({one.lead for one in found}) == len(found) == 23
    assert all(pledges.about(slug)["expected"] for slug in pledges.IN_FORCE)

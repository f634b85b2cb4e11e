"""A forum's files are whole: a check or a reason for every clause, every language, nothing idle."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml
from django.conf import settings

from cochair.procedure.checks import SHAPES
from cochair.procedure.reading import Faults, read
from house import tree

LANGUAGES = {code for code, _name in settings.LANGUAGES}
PEOPLE = {"informative"}
SHIPPED = tree.found("forums/*/procedure.yaml")
DATA = tree.found("forums/**/*.yaml")


def undecided(procedure: str) -> list[str]:
    """Clauses that neither a check decides nor people with a reason."""
    return [
        f"{rule.get('id')} has neither a check nor a reason why people must judge it."
        for rule in yaml.safe_load(procedure)["rules"]
        if (rule.get("check") or {}).get("fn") in {None, *PEOPLE}
        and not rule.get("judged_by_people")
    ]


def half_spoken(text: str) -> list[str]:
    """Words that a file gives in some of the languages and not in all."""
    return [
        f"{where} lacks {', '.join(sorted(LANGUAGES - set(words)))}."
        for where, words in _mappings(yaml.safe_load(text), "")
        if _is_words(words) and set(words) < LANGUAGES
    ]


def _is_words(found: Mapping[str, Any]) -> bool:
    return bool(set(found) & LANGUAGES) and set(found) <= LANGUAGES


def _mappings(found: object, where: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(found, dict):
        yield where, found
        for key, value in found.items():
            yield from _mappings(value, f"{where}.{key}")
    elif isinstance(found, list):
        for index, value in enumerate(found):
            name = value.get("id", index) if isinstance(value, dict) else index
            yield from _mappings(value, f"{where}[{name}]")


def in_english_only(text: str) -> list[str]:
    """Sources in a sentence of one language; an address needs no translation."""
    return [
        f"{where}: {source}"
        for where, row in _mappings(yaml.safe_load(text), "")
        for source in (row.get("source") or () if isinstance(row.get("source"), list) else ())
        if isinstance(source, str) and not source.startswith(("https://", "http://"))
    ]


def idle(procedures: list[str]) -> list[str]:
    """Checks that no clause of any shipped forum asks for."""
    used = {rule["check"]["fn"] for text in procedures for rule in yaml.safe_load(text)["rules"]}
    return sorted(set(SHAPES) - used)


def test_a_forum_is_shipped() -> None:
    assert SHIPPED


@pytest.mark.parametrize("path", SHIPPED)
def test_the_reader_finds_no_fault_and_every_option_is_read(path: str) -> None:
    book = read(SHIPPED[path], path, checks=SHAPES, shipped_languages=LANGUAGES)

    assert book.clauses


@pytest.mark.parametrize("path", SHIPPED)
def test_every_clause_has_a_check_or_a_reason_why_people_judge_it(path: str) -> None:
    tree.none(undecided(SHIPPED[path]))


@pytest.mark.parametrize("path", DATA)
def test_every_word_of_a_forum_is_said_in_every_language(path: str) -> None:
    tree.none(half_spoken(DATA[path]))


@pytest.mark.parametrize("path", DATA)
def test_every_source_is_an_address_or_is_named_in_every_language(path: str) -> None:
    tree.none(in_english_only(DATA[path]))


def test_every_check_is_asked_for_by_a_clause() -> None:
    tree.none(idle(list(SHIPPED.values())))


def test_a_clause_without_check_and_reason_is_noticed() -> None:
    rule = {"id": "I.1", "check": {"fn": "informative"}}

    assert undecided(yaml.safe_dump({"rules": [rule]}))
    assert undecided(yaml.safe_dump({"rules": [{"id": "I.1"}]}))

    assert not undecided(yaml.safe_dump({"rules": [{**rule, "judged_by_people": {"en": "x"}}]}))


def test_a_missing_language_is_noticed() -> None:
    spoken = dict.fromkeys(LANGUAGES, "a word")
    first = next(iter(spoken))

    assert half_spoken(yaml.safe_dump({"title": {first: "a word"}}))

    assert not half_spoken(yaml.safe_dump({"title": spoken, "args": {"a": 1}}))


def test_a_source_named_in_one_language_is_noticed() -> None:
    assert in_english_only(yaml.safe_dump({"rows": [{"source": ["a newspaper"]}]}))

    told = ["https://example.org/", dict.fromkeys(LANGUAGES, "a newspaper")]
    assert not in_english_only(yaml.safe_dump({"rows": [{"source": told}]}))


def test_an_option_that_nothing_reads_and_a_check_that_nobody_asks_for_are_noticed() -> None:
    path, text = next(iter(SHIPPED.items()))
    book = yaml.safe_load(text)
    book["options"].append({**copy.deepcopy(book["options"][0]), "key": "never.read"})

    with pytest.raises(Faults) as refused:
        read(yaml.safe_dump(book, sort_keys=False), path, checks=SHAPES)

    assert "never.read" in str([str(fault) for fault in refused.value.faults])
    assert idle([yaml.safe_dump({"rules": []})]) == sorted(SHAPES)

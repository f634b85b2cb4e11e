"""The list of commitments is narrowed by fields that are told apart, in every language."""

import re

import pytest

from matrix import Scene


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_no_two_fields_that_narrow_the_list_are_called_the_same(
    at_work: Scene, language: str
) -> None:
    page = at_work.client("secretariat").get(f"/{language}/{at_work.forum.slug}/commitments/")

    names = re.findall(r'<label for="\w+">([^<]+)</label>', page.content.decode())

    assert len(names) >= 6
    assert len(names) == len(set(names)), names

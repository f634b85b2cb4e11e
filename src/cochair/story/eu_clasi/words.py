"""What is written and said in the stories: files of data beside them, read once; all of it is invented.

A text is a mapping of languages; a list has as many paragraphs in each of them.  Whatever has one language
in the software is taken in that of whoever says it (`Stage.in_own_words`).
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from cochair.features.parties import queries as parties
from cochair.features.parties.introductions import spoken_in
from cochair.features.parties.models import Forum
from cochair.story.events import Stage

TEXTS = Path(__file__).with_name("texts")


@cache
def _file(name: str) -> Any:
    text = (TEXTS / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


def said(where: str) -> Any:
    """What stands at a place: a file of `texts` and its keys, joined by points."""
    name, *keys = where.split(".")
    found = _file(name)
    for key in keys:
        found = found[key]
    return found


def told(stage: Stage, who: str, where: str) -> str:
    """What stands at a place, as somebody of the cast says it: in the language of the account."""
    return stage.in_own_words(who, said(where))[0]


def in_words_of(forum: Forum, code: str, text: Mapping[str, str]) -> str:
    """A text in the language of a State, or of an organisation, which `{member}` stands for by its name."""
    language = spoken_in(code, tuple(text))
    return text[language].format(member=parties.roster(forum).names()[code][language])


def paper(where: str) -> dict[str, tuple[str, ...]]:
    """A paper with a title and paragraphs, as `papers.written` takes it: by language, its title first."""
    found = said(where)
    return {code: (found["title"][code], *found["paragraphs"][code]) for code in found["title"]}


def filled(words: Mapping[str, str], **facts: Mapping[str, str]) -> dict[str, str]:
    """A text whose places are filled, each in the language of the text."""
    return {
        code: one.format(**{name: said[code] for name, said in facts.items()})
        for code, one in words.items()
    }


def agenda(where: str, language: str, *, hours: str = "") -> Sequence[str]:
    """The paper of an agenda in a language: its title, each item and its note, and the hours of a
    revision where it has any."""
    found = said(f"agendas.{where}")
    lines = [found["paper_title"][language]]
    for number, item in enumerate(found["items"], start=1):
        lines += [f"{number}. {item['title'][language]}", item["note"][language]]
    return (*lines, found["hours"][hours][language]) if hours else lines


def titles(where: str) -> Sequence[dict[str, str]]:
    """What the items of an agenda are called, in their order, by language."""
    return [dict(one["title"]) for one in said(f"agendas.{where}.items")]

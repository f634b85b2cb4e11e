"""Templates are small parts with a declared contract, and pages made of them (style.md 6.5)."""

import re
from itertools import takewhile

import pytest
from django.template import TemplateSyntaxError
from django.template.engine import Engine
from django.template.loader import get_template

from house import tree

CONTRACT = re.compile(r"\{# [^#]*[.)…] ?#\}|\{# [^#]+#\}")
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL)
STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)|javascript:", re.IGNORECASE)
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
# A comparison with words in quotes is a comparison of codes, whichever side they stand on.
CODE = re.compile(
    r"\{%\s*(?:el)?if\b[^%]*?(?:[=!]=\s*[\"']|[\"']\s*[=!]=|\bis\s+[\"']|\bin\s+[\"'])[^%]*%\}"
)


def without_contract(parts: tree.Files) -> list[str]:
    """Parts whose first lines do not say what they are and, where they take anything, what."""
    return [
        f"{path} does not say in its first lines what it is and what it takes."
        for path, text in parts.items()
        if not _declared(text)
    ]


def _declared(text: str) -> bool:
    contract = list(takewhile(CONTRACT.match, text.splitlines()))
    if not contract:
        return False
    takes = any("Takes" in line for line in contract)
    return takes or "{{" not in COMMENT.sub("", text)


def without_one_base(pages: tree.Files) -> list[str]:
    """Pages that extend no base, or whose own text has another number of h1 than one."""
    faults = []
    for path, text in pages.items():
        bare = COMMENT.sub("", text)
        if len(re.findall(r"\{%\s*extends\s", bare)) != 1:
            faults.append(f"{path} extends no base.")
        if len(re.findall(r"<h1\b", bare)) != 1:
            faults.append(f"{path} has {len(re.findall(r'<h1', bare))} h1; a page has one.")
    return faults


def inline(templates: tree.Files) -> list[str]:
    """Styles, scripts and handlers written into a template; the browser would refuse them."""
    return [
        f"{path} has {what} of its own."
        for path, text in templates.items()
        for what, pattern in (("a style", STYLE), ("a script", SCRIPT), ("a handler", HANDLER))
        if pattern.search(COMMENT.sub("", text))
    ]


def comparing(templates: tree.Files) -> list[str]:
    """Templates that compare codes; a property or a tag says it instead."""
    return [
        f"{path} compares codes: {hit.group(0)}"
        for path, text in templates.items()
        for hit in CODE.finditer(COMMENT.sub("", text))
    ]


def test_every_part_says_in_its_first_lines_what_it_is_and_what_it_takes() -> None:
    tree.none(without_contract(tree.parts()))


def test_every_page_extends_one_base_and_has_one_h1() -> None:
    tree.none(without_one_base(tree.pages()))


def test_no_template_has_a_style_a_script_or_a_handler_of_its_own() -> None:
    tree.none(inline(tree.templates()))


def test_no_template_compares_codes() -> None:
    tree.none(comparing(tree.templates()))


@pytest.mark.parametrize("path", tree.templates())
def test_every_template_compiles(path: str) -> None:
    assert get_template(path.partition("/templates/")[2])


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (without_contract, "<p>{{ day }}</p>", "{# A day. Takes: day. #}\n<p>{{ day }}</p>"),
        (
            without_contract,
            "{# A day. #}\n<p>{{ day }}</p>\n{# Takes: day. #}",
            "{# A day. #}\n{# Takes: day. #}\n<p>{{ day }}</p>",
        ),
        (without_contract, "{# A day. #}\n<p>{{ day }}</p>", "{# The icons. #}\n<svg></svg>"),
        (without_one_base, "<h1>A</h1>", '{% extends "web/base.html" %}<h1>A</h1>'),
        (
            without_one_base,
            '{% extends "web/base.html" %}<h1>A</h1><h1>B</h1>',
            '{% extends "web/base.html" %}<h1>A</h1>',
        ),
        (inline, '<p style="color: red">', '<p class="bad">'),
        (inline, "<style>p {}</style>", '<link rel="stylesheet" href="a.css">'),
        (inline, "<script>go()</script>", '<script src="a.js" defer></script>'),
        (inline, '<a href="javascript:go()">', '<a href="/en/">'),
        (inline, '<button onclick="go()">', '<button name="on" value="1">'),
        (comparing, '{% if act.state == "draft" %}', "{% if act.is_open %}"),
        (comparing, "{% if a and 'draft' != b %}", "{% if l.code == lang %}"),
        (comparing, '{% elif kind in "checkbox" %}', "{% elif row in rows %}"),
    ],
    ids=lambda found: getattr(found, "__name__", None),
)
def test_a_template_that_breaks_a_rule_is_noticed(rule, bad: str, good: str) -> None:
    assert rule({"bad.html": bad})

    assert not rule({"good.html": good})


def test_a_template_that_does_not_compile_is_noticed() -> None:
    with pytest.raises(TemplateSyntaxError):
        Engine.get_default().from_string("{% if %}")

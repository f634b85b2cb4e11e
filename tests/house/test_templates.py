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
# An include that passes on only what it names.
INCLUDE = re.compile(r"(\{%\s*include\s+\"([^\"]+)\"[^%]*\sonly\s*%\})")
STYLE = re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)|javascript:", re.IGNORECASE)
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
# A comparison with words in quotes is a comparison of codes, whichever side they stand on.
# A zone among the words of a page; in an attribute it is for a program.
ZONE = re.compile(r"(?<![=\"])\{\{ ((?:\w+\.)*\w*zone) \}\}")
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


def without_one_base(pages: tree.Files, parts: tree.Files | None = None) -> list[str]:
    """Pages that extend no base, or have none or several h1; that of a part is one of its page."""
    faults = []
    for path, text in pages.items():
        bare = COMMENT.sub("", text)
        included = re.findall(r"\{%\s*include\s+\"([^\"]+)\"", bare)
        heads = "".join(
            part
            for where, part in (parts or {}).items()
            if any(where.endswith(f"/templates/{name}") for name in included)
        )
        if len(re.findall(r"\{%\s*extends\s", bare)) != 1:
            faults.append(f"{path} extends no base.")
        own, given = (len(re.findall(r"<h1\b", words)) for words in (bare, COMMENT.sub("", heads)))
        if own > 1 or not own + given:
            faults.append(f"{path} has {own + given} h1; a page has one.")
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


def telling_zones(templates: tree.Files) -> list[str]:
    """Templates that show a time zone by its code; a reader knows it by its city."""
    return [
        f"{path} shows a time zone by its code: {hit.group(0)}"
        for path, text in templates.items()
        for hit in ZONE.finditer(COMMENT.sub("", text))
        if f" with {hit.group(1)}=" not in text
    ]


def without_token(templates: tree.Files) -> list[str]:
    """Includes that pass no token on to a part whose form needs it; a browser could not send it."""
    by_name = {path.partition("/templates/")[2]: text for path, text in templates.items()}
    return [
        f"{path} includes {name} without the token of its form."
        for path, text in templates.items()
        for tag, name in INCLUDE.findall(text)
        if "csrf_token" in COMMENT.sub("", by_name.get(name, "")) and "csrf_token=" not in tag
    ]


def test_every_part_says_in_its_first_lines_what_it_is_and_what_it_takes() -> None:
    tree.none(without_contract(tree.parts()))


def test_every_page_extends_one_base_and_has_one_h1() -> None:
    tree.none(without_one_base(tree.pages(), tree.parts()))


def test_no_template_has_a_style_a_script_or_a_handler_of_its_own() -> None:
    tree.none(inline(tree.templates()))


def test_no_template_compares_codes() -> None:
    tree.none(comparing(tree.templates()))


def test_no_template_shows_a_time_zone_by_its_code() -> None:
    tree.none(telling_zones(tree.templates()))


def test_every_form_of_a_part_is_given_its_token() -> None:
    """Finding: a session could not be taken off the plan, nor an event be named as its host."""
    tree.none(without_token(tree.templates()))


def test_a_part_whose_form_is_given_no_token_is_noticed() -> None:
    form = {"a/templates/form.html": "<form>{% csrf_token %}</form>"}
    bad = {"a/templates/bad.html": '{% include "form.html" with one=one only %}'}
    good = {
        "a/templates/given.html": '{% include "form.html" with csrf_token=csrf_token only %}',
        "a/templates/around.html": '{% include "form.html" %}',
    }

    assert without_token(form | bad)
    assert not without_token(form | good)


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
        (telling_zones, "<dd>{{ when.zone }}</dd>", "<dd>{{ when.zone|city_of_zone }}</dd>"),
        (telling_zones, "<p>In {{ zone }}.</p>", '<b data-clock="{{ zone }}">{{ hour }}</b>'),
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

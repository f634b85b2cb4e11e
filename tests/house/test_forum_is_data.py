"""The forum is data: no program, template or migration names one (architecture, law 2)."""

import re

import pytest
import yaml

from house import tree

# Languages are named in one place, the settings; zones of a forum in its files.
LANGUAGES_FILE = "src/cochair/settings.py"
FORUMS = "src/cochair/forums"
# What is played in a forum is data of it as well, told in Python because it acts (decision 37).
STORIES = "src/cochair/story/eu_clasi"
# A clause is found by the check that decides it, never named where it is shown.
CITED = re.compile(r"\{%\s*cite\s+[\"'][^\"']*[\"']")
DURATION = re.compile(r"\b(18|eighteen)[ -]months?\b|\byear and a half\b", re.IGNORECASE)


def codes_of(procedure: str) -> set[str]:
    """The codes by which a procedure file calls its Parties, configurations and places."""
    book = yaml.safe_load(procedure) or {}
    codes = {book["forum"]["id"]} if "forum" in book else set()
    for name in ("parties", "configurations", "places"):
        codes |= {row["code"] for row in book.get(name, ())}
    return codes


def names_of(procedure: str) -> set[str]:
    """The names, in every language, that stand for the forum, its Parties and its places."""
    book = yaml.safe_load(procedure) or {}
    words = [book["forum"]["short_title"]] if "forum" in book else []
    words += [party["short"] for party in book.get("parties", ())]
    words += [place["city"] for place in book.get("places", ())]
    return {name for each in words for name in each.values()}


def forum_files() -> list[str]:
    """The texts of all procedure files that are shipped, and of their parts."""
    return [
        text
        for path, text in tree.found("forums/*/procedure.yaml", "forums/*/parts/head.yaml").items()
    ]


def naming(python: tree.Files, templates: tree.Files, procedures: list[str]) -> list[str]:
    """Where a program or a template names what only a forum's files may name."""
    codes = set().union(*map(codes_of, procedures)) if procedures else set()
    names = set().union(*map(names_of, procedures)) if procedures else set()
    word = re.compile(
        r"(?<![\w-])(" + "|".join(map(re.escape, sorted(codes | names))) + r")(?![\w-])"
    )
    faults = []
    for path, text in python.items():
        faults += [
            f"{path}:{line} names a forum: {said!r}"
            for line, said in tree.strings(text)
            if said in codes or _named(said, names, word) or DURATION.search(said)
        ]
    for path, text in templates.items():
        bare = re.sub(r"\{#.*?#\}", "", text)
        if hit := CITED.search(bare):
            faults.append(f"{path} cites a clause of a forum: {hit.group(0)!r}")
        if (hit := word.search(bare)) or (hit := DURATION.search(bare)):
            faults.append(f"{path} names a forum: {hit.group(0)!r}")
    return faults


def _named(said: str, names: set[str], word: re.Pattern[str]) -> bool:
    """Whether a string holds a name of a forum as a word; a code alone may be a common word."""
    return any(hit in names and hit[0].isupper() for hit in word.findall(said))


def deciding_by_language(python: tree.Files, languages: set[str]) -> list[str]:
    """Programs that do something else in one language: a comparison, a table by language."""
    faults = []
    for path, text in python.items():
        if path == LANGUAGES_FILE or path.startswith((FORUMS, STORIES)):
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            quoted = set(re.findall(r"[\"'](\w\w)[\"']\s*(?::|\))", line))
            compared = set(re.findall(r"[!=]= [\"'](\w\w)[\"']", line))
            if compared & languages or len(quoted & languages) > 1:
                faults.append(f"{path}:{number} names a language: {line.strip()}")
    return faults


def test_no_program_template_or_migration_names_a_forum() -> None:
    python = {p: t for p, t in tree.python().items() if not p.startswith((FORUMS, STORIES))}

    tree.none(naming(python, tree.templates(), forum_files()))


def test_no_program_decides_by_language() -> None:
    from django.conf import settings

    tree.none(deciding_by_language(tree.python(), {code for code, _name in settings.LANGUAGES}))


SMALL = """
forum: {id: north-south, short_title: {en: North-South, es: Norte-Sur}}
parties: [{code: NORTH, short: {en: North, es: Norte}}]
configurations: [{code: council}]
places: [{code: oldport, city: {en: Oldport, es: Puerto Viejo}}]
"""


@pytest.mark.parametrize(
    "text",
    ["x = 'council'\n", "x = 'NORTH'\n", "x = 'Met in Puerto Viejo'\n", "x = 'every 18 months'\n"],
)
def test_a_program_that_names_a_forum_is_noticed(text: str) -> None:
    assert naming({"a.py": text}, {}, [SMALL])

    assert not naming(
        {"a.py": '"""Of the council in Oldport."""\nx = "a councillor"\n'}, {}, [SMALL]
    )


@pytest.mark.parametrize(
    "text",
    [
        "<p>Oldport</p>",
        "<p>North</p>",
        "<p>every 18 months</p>",
        '<p>{% cite "A.1" forum %}</p>',
    ],
)
def test_a_template_that_names_a_forum_is_noticed(text: str) -> None:
    assert naming({}, {"a.html": text}, [SMALL])

    assert not naming({}, {"a.html": "{# Of Oldport. #}<p>Northern</p>"}, [SMALL])


def test_a_program_that_decides_by_language_is_noticed() -> None:
    assert deciding_by_language({"a.py": 'if language == "es":\n'}, {"en", "es"})
    assert deciding_by_language({"a.py": 'X = {"en": 1, "es": 2}\n'}, {"en", "es"})

    assert not deciding_by_language({"a.py": 'name["en"]\n'}, {"en", "es"})

"""The forum is data: no program, template or migration names one (architecture, law 2)."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
import yaml
from django.conf import settings

from cochair.procedure.book import PRACTICE
from cochair.procedure.checks import REGISTRY, SHAPES
from cochair.procedure.reading import read
from cochair.web.code_labels import ANCHORS
from house import tree

# Languages are named in one place, the settings; zones of a forum in its files.
LANGUAGES_FILE = "src/cochair/settings.py"
FORUMS = "src/cochair/forums"
# What is played in a forum is data of it as well, told in Python because it acts (decision 37).
STORIES = "src/cochair/story/eu_clasi"
# A clause is found by the check that decides it, never named where it is shown.
CITED = re.compile(r"\{%\s*cite\s+[\"'][^\"']*[\"']")
DURATION = re.compile(r"\b(18|eighteen)[ -]months?\b|\byear and a half\b", re.IGNORECASE)


# Where a clause is cited: the first thing that these take, and what others take under this name.
CITING = {"Refusal", "Caution"}
BY_NAME, KEPT = "clause", "CLAUSE"
# By what a clause is asked for.
LOOKS_UP = {"clause_for", "clauses_for"}


def codes_of(procedure: str) -> set[str]:
    """The codes by which a procedure file calls its Parties, groups, configurations and places."""
    book = yaml.safe_load(procedure) or {}
    codes = {book["forum"]["id"]} if "forum" in book else set()
    for name in ("parties", "groups", "configurations", "places"):
        codes |= {row["code"] for row in book.get(name, ())}
    return codes | rules_of(procedure)


def rules_of(procedure: str) -> set[str]:
    """The ids by which a procedure file calls its clauses, practice dates, readings and gaps."""
    book = yaml.safe_load(procedure) or {}
    names = ("rules", "timetable", "ambiguities", "gaps")
    return {row["id"] for name in names for row in book.get(name, ())}


def begun_by(rules: set[str]) -> set[str]:
    """How ids of clauses begin, from two steps on, for such as are put together: `I.2.`"""
    steps = [rule.split(".") for rule in rules]
    return {".".join(one[:n]) + "." for one in steps for n in range(2, len(one))}


def names_of(procedure: str) -> set[str]:
    """The names, in every language, that stand for the forum, its Parties and its places."""
    book = yaml.safe_load(procedure) or {}
    words = [book["forum"]["short_title"]] if "forum" in book else []
    words += [party["short"] for party in book.get("parties", ())]
    words += [place["city"] for place in book.get("places", ())]
    return {name for each in words for name in each.values()}


def every_forum() -> list[str]:
    """The texts of all procedure files: those that are shipped, and the one that tests play."""
    tests = tree.PROJECT / "tests" / "forums"
    tested = [path.read_text(encoding="utf-8") for path in tests.glob("*/procedure.yaml")]
    return [*tree.found("forums/*/procedure.yaml").values(), *tested]


def naming(python: tree.Files, templates: tree.Files, procedures: list[str]) -> list[str]:
    """Where a program or a template names what only a forum's files may name."""
    codes = set().union(*map(codes_of, procedures)) if procedures else set()
    names = set().union(*map(names_of, procedures)) if procedures else set()
    rules = set().union(*map(rules_of, procedures)) if procedures else set()
    begun = begun_by(rules)
    word = _word(codes | names)
    cited = _word({rule for rule in rules if "." in rule})
    faults = []
    for path, text in python.items():
        faults += [
            f"{path}:{line} names a forum: {said!r}"
            for line, said in tree.strings(text)
            if said in codes
            or _named(said, names, word)
            or cited.search(said)
            or DURATION.search(said)
        ]
        faults += [
            f"{path}:{line} puts a clause of a forum together: {said!r}"
            for line, said in tree.pieces(text)
            if said in begun
        ]
    for path, text in templates.items():
        bare = re.sub(r"\{#.*?#\}", "", text)
        if hit := CITED.search(bare):
            faults.append(f"{path} cites a clause of a forum: {hit.group(0)!r}")
        if (hit := word.search(bare)) or (hit := DURATION.search(bare)):
            faults.append(f"{path} names a forum: {hit.group(0)!r}")
    return faults


def _word(among: set[str]) -> re.Pattern[str]:
    """Any of these as a whole word; nothing where there is none."""
    found = "|".join(map(re.escape, sorted(among, key=len, reverse=True)))
    return re.compile(rf"(?<![\w.-])(?:{found})(?![\w-])" if found else r"(?!)")


def _named(said: str, names: set[str], word: re.Pattern[str]) -> bool:
    """Whether a string holds a name of a forum as a word; a code alone may be a common word."""
    return any(hit in names and hit[0].isupper() for hit in word.findall(said))


def citing(python: tree.Files) -> Iterator[tuple[str, int, str]]:
    """Every clause that a program writes out to cite it: path, line, and what it cites."""
    for path, text in python.items():
        constants = dict(tree.constants(text))
        if KEPT in constants:
            yield path, 1, constants[KEPT]
        for node in tree.nodes(text):
            if not isinstance(node, ast.Call):
                continue
            cited = [word.value for word in node.keywords if word.arg == BY_NAME]
            if getattr(node.func, "id", getattr(node.func, "attr", "")) in CITING:
                cited += node.args[:1]
            for one in cited:
                said = constants.get(getattr(one, "id", ""), getattr(one, "value", None))
                if isinstance(said, str) and said:
                    yield path, node.lineno, said


def asking(python: tree.Files) -> Iterator[tuple[str, int, str]]:
    """Every check by which a program asks for a clause: path, line, and the check."""
    for path, text in python.items():
        constants = dict(tree.constants(text))
        for node in tree.nodes(text):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in LOOKS_UP:
                one = node.args[0]
                said = constants.get(getattr(one, "id", ""), getattr(one, "value", None))
                if isinstance(said, str):
                    yield path, node.lineno, said


@cache
def checks_asked() -> frozenset[str]:
    """Every check by which the product asks for a clause."""
    return frozenset(check for _path, _line, check in asking(tree.python()))


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


def played_nowhere() -> tree.Files:
    """Every program but those that belong to a forum."""
    return {p: t for p, t in tree.python().items() if not p.startswith((FORUMS, STORIES))}


def test_no_program_template_or_migration_names_a_forum() -> None:
    tree.none(naming(played_nowhere(), tree.templates(), every_forum()))


def test_no_program_decides_by_language() -> None:

    tree.none(deciding_by_language(tree.python(), {code for code, _name in settings.LANGUAGES}))


def test_what_a_program_cites_is_a_clause_of_no_forum() -> None:
    """What it writes out is one of the anchors that stand for something else than a clause."""
    faults = [
        f"{path}:{line} cites {said!r}, which is no anchor: ask the procedures for the clause."
        for path, line, said in citing(played_nowhere())
        if said not in ANCHORS
    ]

    tree.none(faults)


@pytest.mark.parametrize(
    "procedure", every_forum(), ids=lambda text: yaml.safe_load(text)["forum"]["id"]
)
def test_each_clause_that_is_asked_for_is_one_of_the_forum_or_practice(procedure: str) -> None:
    book = read(procedure, "procedure.yaml", checks=SHAPES)
    keys = checks_asked()

    found = {key: book.clause_for(key) for key in keys}

    assert len(keys) > 10 and keys <= set(REGISTRY), keys - set(REGISTRY)
    assert set(found.values()) <= {*book.by_id, PRACTICE}
    assert all((found[key] == PRACTICE) is not any(book.clauses_for(key)) for key in keys)


SMALL = """
forum: {id: north-south, short_title: {en: North-South, es: Norte-Sur}}
parties: [{code: NORTH, short: {en: North, es: Norte}}]
groups: [{code: NORTH_CHAIR}]
configurations: [{code: council}]
places: [{code: oldport, city: {en: Oldport, es: Puerto Viejo}}]
rules: [{id: A.3.council.b}]
timetable: [{id: T7}]
"""


@pytest.mark.parametrize(
    "text",
    [
        "x = 'council'\n",
        "x = 'NORTH'\n",
        "x = 'NORTH_CHAIR'\n",
        "x = 'Met in Puerto Viejo'\n",
        "x = 'every 18 months'\n",
        "x = 'A.3.council.b'\n",
        "x = 'As A.3.council.b has it.'\n",
        "x = f'A.3.council.{letter}'\n",
        "x = f'A.3.{rest}'\n",
        "x = 'T7'\n",
    ],
)
def test_a_program_that_names_a_forum_is_noticed(text: str) -> None:
    assert naming({"a.py": text}, {}, [SMALL])

    assert not naming(
        {"a.py": '"""Of the council in Oldport (A.3.council.b)."""\nx = f"A.3 {councillor}"\n'},
        {},
        [SMALL],
    )


@pytest.mark.parametrize(
    "text",
    [
        "Refusal('A.1', said)\n",
        "CLAUSE = 'A.1'\nrefuse(clause=CLAUSE)\n",
        "FIRST, SECOND = 'practice', 'A.1'\nRefusal(SECOND, said)\n",
    ],
)
def test_a_clause_that_a_program_writes_out_is_noticed(text: str) -> None:
    assert {said for _path, _line, said in citing({"a.py": text})} - set(ANCHORS) == {"A.1"}

    asked = "Refusal(book.clause_for('cadence'), said)\nRefusal('practice', said)\n"
    assert {said for _path, _line, said in citing({"a.py": asked})} <= set(ANCHORS)
    assert [said for _path, _line, said in asking({"a.py": asked})] == ["cadence"]


@pytest.mark.parametrize(
    "text",
    [
        "<p>Oldport</p>",
        "<p>North</p>",
        "<p>every 18 months</p>",
        "<p>A.3.council.b</p>",
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

"""What no linter knows of how we write Python."""

import ast
import re

import pytest

from house import tree

VAGUE = re.compile(r"(^|[_/])(utils?|helpers?|commons?|managers?|misc)(_|/|\.py$|$)")
SIGNALS = re.compile(r"django\.(dispatch|db\.models\.signals|core\.signals)|\breceiver\b")
CLOCK = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
}
# The one clock; and the front, a process without Django, that reads the kernel's times.
CLOCK_FILES = frozenset({"src/cochair/web/clock.py", "src/cochair/front/times.py"})
KEYS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError|\bstub\b", re.IGNORECASE)
LATER = re.compile(r"pytest\.(mark\.)?(skip|xfail)|\bunittest\.skip")
# The one reader of numbers; and the core, which imports nothing of the pages and reads forum files.
NUMBER_FILES = ("src/cochair/web/numbers.py", "src/cochair/procedure/")
DIGITS = frozenset({"isdigit", "isdecimal", "isnumeric"})
TOLD = re.compile(r"/(actions|queries)\.py$|(^|/)procedure/")


def vague(files: tree.Files) -> list[str]:
    """Files whose name says nothing of what is in them."""
    return [f"{path} says nothing of what it holds." for path in files if VAGUE.search(path)]


def signalling(files: tree.Files) -> list[str]:
    """Files that use signals; an app calls the function of another."""
    return [
        f"{path}:{number} uses a signal: call the function."
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if SIGNALS.search(line)
    ]


def asking_the_time(files: tree.Files) -> list[str]:
    """Files that ask the machine for the time; only the one clock does."""
    return [
        f"{path}:{node.lineno} asks for the time: take it as an argument."
        for path, text in files.items()
        if path not in CLOCK_FILES
        for node in tree.nodes(text)
        if isinstance(node, ast.Attribute)
        and (ast.unparse(node.value).rpartition(".")[2], node.attr) in CLOCK
    ]


def reading_numbers(files: tree.Files) -> list[str]:
    """Functions that ask a text whether it is a number and read it themselves: Python calls more
    signs digits than it reads, and no column holds a number without end."""
    return [
        f"{path}:{node.lineno} reads a number by itself: ask cochair.web.numbers."
        for path, text in files.items()
        if not path.startswith(NUMBER_FILES)
        for node in tree.nodes(text)
        if isinstance(node, ast.FunctionDef)
        and "int" in (called := _called(node))
        and DIGITS & called
    ]


def _called(node: ast.AST) -> set[str]:
    """What a piece of code calls, by the last part of its name."""
    return {
        ast.unparse(one.func).rpartition(".")[2]
        for one in ast.walk(node)
        if isinstance(one, ast.Call)
    }


def keys_by_name(files: tree.Files) -> list[str]:
    """Foreign keys that name a model by a string; that of the account is a setting."""
    return [
        f"{path}:{node.lineno} names a model by a string: name the class."
        for path, text in files.items()
        for node in tree.nodes(text)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in KEYS
        and any(
            isinstance(argument, ast.Constant) and argument.value != "self"
            for argument in (
                *node.args[:1],
                *(word.value for word in node.keywords if word.arg == "to"),
            )
        )
    ]


def unfinished(files: tree.Files) -> list[str]:
    """Files with something left for later."""
    return [
        f"{path}:{number} leaves something for later: {line.strip()}"
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if UNFINISHED.search(line) or LATER.search(line)
    ]


def silent(files: tree.Files) -> list[str]:
    """Public functions, classes and methods of actions, queries and the core that say nothing."""
    faults = []
    for path, text in files.items():
        if not TOLD.search(path):
            continue
        for node in _public(ast.parse(text)):
            if not ast.get_docstring(node):
                faults.append(f"{path}:{node.lineno} {node.name} says nothing of itself.")
    return faults


def _public(tree_of: ast.Module) -> list[ast.FunctionDef | ast.ClassDef]:
    found: list[ast.FunctionDef | ast.ClassDef] = []
    for node in tree_of.body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) or node.name.startswith("_"):
            continue
        found.append(node)
        if isinstance(node, ast.ClassDef) and "Protocol" not in map(ast.unparse, node.bases):
            found += [
                inner
                for inner in node.body
                if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_")
            ]
    return found


def without_module_docstring(files: tree.Files) -> list[str]:
    """Modules of more than configuration that do not say what they are for."""
    return [
        f"{path} does not say what it is for."
        for path, text in files.items()
        if text.strip()
        and not path.endswith(("/apps.py", "/__init__.py"))
        and not ast.get_docstring(ast.parse(text))
    ]


def test_the_name_of_a_file_says_what_it_holds() -> None:
    tree.none(vague(tree.python()))


def test_no_app_sends_signals() -> None:
    tree.none(signalling(tree.python()))


def test_only_one_file_asks_for_the_time() -> None:
    tree.none(asking_the_time(tree.python()))


def test_numbers_from_outside_are_read_in_one_place() -> None:
    tree.none(reading_numbers(tree.python()))


def test_foreign_keys_name_the_class() -> None:
    models = {p: t for p, t in tree.python().items() if "/migrations/" not in p}

    tree.none(keys_by_name(models))


def test_nothing_is_left_for_later() -> None:
    ours = {
        path: text
        for path, text in tree.committed().items()
        if path.startswith(("src/", "tests/", "tools/"))
        and path.endswith((".py", ".html"))
        # This file names what it looks for.
        and not path.endswith("tests/house/test_code.py")
    }

    tree.none(unfinished(ours))


def test_what_is_public_in_actions_queries_and_the_core_says_what_it_does() -> None:
    tree.none(silent(tree.python()))


def test_every_module_says_what_it_is_for() -> None:
    tree.none(without_module_docstring(tree.python()))


@pytest.mark.parametrize(
    ("rule", "path", "bad", "good"),
    [
        (signalling, "a.py", "from django.dispatch import receiver\n", "from django.db import x\n"),
        (signalling, "a.py", "from django.db.models.signals import post_save\n", ""),
        (asking_the_time, "a.py", "datetime.now(UTC)\n", "datetime.combine(day, hour)\n"),
        (asking_the_time, "a.py", "now = timezone.now\n", "timezone.override(zone)\n"),
        (
            reading_numbers,
            "a.py",
            "def a(x):\n    return int(x) if x.isdigit() else None\n",
            "def a(x):\n    return whole(x)\n",
        ),
        (keys_by_name, "a.py", "models.ForeignKey('parties.Forum', x)\n", "models.ForeignKey(F)\n"),
        (keys_by_name, "a.py", "models.ForeignKey(to='Forum')\n", "models.ForeignKey('self')\n"),
        (unfinished, "a.py", "x = 1  # TODO later\n", "x = 1  # now\n"),
        (unfinished, "a.py", "raise NotImplementedError\n", "raise ValueError\n"),
        (unfinished, "a.py", "@pytest.mark.skip\n", "@pytest.mark.browser\n"),
        (silent, "a/actions.py", "def sign():\n    pass\n", "def _sign():\n    pass\n"),
        (silent, "procedure/a.py", "class A:\n    pass\n", "class A:\n    'What.'\n"),
        (without_module_docstring, "a.py", "x = 1\n", "'What.'\nx = 1\n"),
    ],
    ids=lambda found: getattr(found, "__name__", None),
)
def test_code_that_breaks_a_rule_is_noticed(rule, path: str, bad: str, good: str) -> None:
    assert rule({path: bad})

    assert not rule({path: good})


@pytest.mark.parametrize("name", ["utils.py", "date_utils.py", "helpers/x.py", "manager.py"])
def test_a_name_that_says_nothing_is_noticed(name: str) -> None:
    assert vague({name: ""})

    assert not vague({"calendar.py": "", "community.py": ""})

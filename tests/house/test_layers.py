"""Inside an app, each file keeps to its own work (architecture section 4, style.md 5.3).

What holds views and what holds actions is told by what it is, whatever the file is called: a view is
what the map of addresses leads to, an action is a function that changes all or nothing.
"""

import ast
import tomllib
from collections.abc import Iterator

import pytest

from house import tree

# What a file of each name may not import, by the last words of the module.
NOT_FOR = {
    "models.py": ("actions", "queries", "access", "forms", "views"),
    "queries.py": ("actions", "access", "forms", "views", "django.http"),
    "access.py": ("actions", "forms", "views"),
    "actions.py": (
        "access",
        "forms",
        "views",
        "django.http",
        "django.conf",
        "django.core.mail",
        "django.shortcuts",
        "django.utils.timezone",
        "web.clock",
    ),
    "forms.py": ("access", "views"),
}
WRITES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "update_or_create",
    "get_or_create",
    "delete",
}
# Files with actions that may import what others may not, each with its reason.
RIGHTLY = {
    # It reads at one moment and changes nothing; its words to the reader are in every language.
    "src/cochair/journal/export.py": {"django.conf"},
    # A command, which is told by the settings where the data lie.
    "src/cochair/cli/demonstration.py": {"django.conf"},
}
# Doors by which a view would reach rows past `access` and `queries`.
ROUTES = {"path", "re_path"}
ROWS = {"objects", "get_object_or_404", "get_list_or_404"}


def out_of_place(files: tree.Files) -> list[str]:
    """Imports of what the file has no business with."""
    views, acting = set(viewed(files)), acted(files)
    faults = []
    for path, text in files.items():
        banned = {*NOT_FOR.get(path.rpartition("/")[2], ())}
        banned |= {*NOT_FOR["actions.py"]} - RIGHTLY.get(path, set()) if path in acting else set()
        kinds = {kind for kind in ("views", "actions") if kind in banned}
        faults += [
            f"{path} imports {module}."
            for module in dict.fromkeys(_modules(text))
            if module in banned
            or (module.startswith("cochair.") and module.rpartition(".")[2] in banned)
            or ("views" in kinds and _path(module) in views)
            or ("actions" in kinds and _path(module) in acting)
        ]
    return faults


def viewed(files: tree.Files) -> dict[str, set[str]]:
    """The files to which maps of addresses lead, with the names of their views."""
    found: dict[str, set[str]] = {}
    for path, text in files.items():
        if not path.endswith("urls.py"):
            continue
        known = {
            name.asname or name.name: (node.module, name.name)
            for node in tree.nodes(text)
            if isinstance(node, ast.ImportFrom) and node.module
            for name in node.names
        }
        for node in tree.nodes(text):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") in ROUTES):
                continue
            for one in ast.walk(node.args[1]):
                held = getattr(getattr(one, "value", None), "id", "")
                if isinstance(one, ast.Attribute) and held in known:
                    found.setdefault(_path(".".join(known[held])), set()).add(one.attr)
                elif isinstance(one, ast.Name) and one.id in known:
                    module, name = known[one.id]
                    found.setdefault(_path(module), set()).add(name)
    return {path: names for path, names in found.items() if path in files}


def acted(files: tree.Files) -> dict[str, set[str]]:
    """The files in which something changes all or nothing, with the names of these functions."""
    found: dict[str, set[str]] = {}
    for path, text in files.items():
        for node in tree.nodes(text):
            if isinstance(node, ast.FunctionDef) and any(
                getattr(one, "attr", "") == "atomic" or getattr(one, "id", "") == "atomic"
                for kept in node.decorator_list
                for one in ast.walk(kept)
            ):
                found.setdefault(path, set()).add(node.name)
    return found


def _path(module: str) -> str:
    """Where a module of ours lies."""
    return f"src/{module.replace('.', '/')}.py"


def of_another_app(files: tree.Files) -> list[str]:
    """Views and forms of one app that another imports; the map of addresses may."""
    views = set(viewed(files))
    return [
        f"{path} imports {module}, which belongs to another app."
        for path, text in files.items()
        if not path.endswith("/urls.py")
        for module in _modules(text)
        if module.startswith("cochair.")
        and (module.rpartition(".")[2] in {"views", "forms"} or _path(module) in views)
        and _app(module.split(".")[1:]) != _app(path.split("/")[2:])
    ]


def _app(words: list[str]) -> object:
    """What shares its views and forms: a line of features, a part of the site, or a floor."""
    if words[0] != "features":
        return words[: 2 if words[0] in {"exports", "site"} else 1]
    return next((line for line in LINES if words[1] in line), words[1])


def _lines() -> list[list[str]]:
    """The features by the lines in which pyproject.toml orders them."""
    told = tomllib.loads((tree.PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = told["tool"]["importlinter"]["contracts"]
    ordered = next(
        one["layers"] for one in contracts if one.get("containers") == ["cochair.features"]
    )
    return [[name.strip() for name in line.split(":")] for line in ordered]


LINES = _lines()


def reading_rows(files: tree.Files) -> list[str]:
    """Views that fetch rows by themselves."""
    views = set(viewed(files))
    return [
        f"{path}:{node.lineno} fetches rows: ask queries or access."
        for path, text in files.items()
        if path.endswith("/views.py") or path in views
        for node in tree.nodes(text)
        if (isinstance(node, ast.Attribute) and node.attr in ROWS)
        or (isinstance(node, ast.Name) and node.id in ROWS)
    ]


def writing_reads(files: tree.Files) -> list[str]:
    """Queries that change something."""
    return [
        f"{path}:{node.lineno} writes: that is an action."
        for path, text in files.items()
        if path.endswith("/queries.py")
        for node in tree.nodes(text)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
    ]


def _modules(text: str) -> Iterator[str]:
    for node in tree.nodes(text):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_each_file_imports_only_what_its_work_needs() -> None:
    tree.none(out_of_place(tree.python()))


def test_no_app_uses_the_views_or_forms_of_another() -> None:
    tree.none(of_another_app(tree.python()))


def test_views_fetch_no_rows_by_themselves() -> None:
    tree.none(reading_rows(tree.python()))


def test_queries_change_nothing() -> None:
    tree.none(writing_reads(tree.python()))


@pytest.mark.parametrize(
    ("rule", "name", "bad", "good"),
    [
        (out_of_place, "actions.py", "from django.conf import settings\n", "import datetime\n"),
        (
            out_of_place,
            "models.py",
            "from cochair.features.acts import actions\n",
            "import datetime\n",
        ),
        (
            out_of_place,
            "queries.py",
            "from cochair.features.acts.actions import x\n",
            "import datetime\n",
        ),
        (
            of_another_app,
            "views.py",
            "from cochair.site.desk import views\n",
            "from cochair.a import forms\n",
        ),
        (reading_rows, "views.py", "Act.objects.all()\n", "queries.acts()\n"),
        (reading_rows, "views.py", "get_object_or_404(Act)\n", "access.act()\n"),
        (writing_reads, "queries.py", "Act.objects.create()\n", "Act.objects.filter()\n"),
    ],
    ids=lambda found: getattr(found, "__name__", None),
)
def test_a_file_that_does_the_work_of_another_is_noticed(
    rule, name: str, bad: str, good: str
) -> None:
    assert rule({f"src/cochair/a/{name}": bad})

    assert not rule({f"src/cochair/a/{name}": good})


MAP = "from cochair.a import door\nfrom cochair.a.list import page\n"
ROUTED = MAP + 'x = [path("", door.open), path("list/", page)]\n'
ATOMIC = "@transaction.atomic\ndef change():\n    pass\n"


@pytest.mark.parametrize(
    ("rule", "path", "bad"),
    [
        (reading_rows, "src/cochair/a/door.py", "Act.objects.all()\n"),
        (reading_rows, "src/cochair/a/list.py", "get_object_or_404(Act)\n"),
        (of_another_app, "src/cochair/b/queries.py", "from cochair.a import door\n"),
        (out_of_place, "src/cochair/a/access.py", "from cochair.a.list import page\n"),
        (out_of_place, "src/cochair/a/changing.py", ATOMIC + "from django.conf import settings\n"),
        (out_of_place, "src/cochair/a/queries.py", "from cochair.a import keeping\n"),
    ],
    ids=lambda found: getattr(found, "__name__", None),
)
def test_views_and_actions_are_known_by_what_they_are_whatever_their_file_is_called(
    rule, path: str, bad: str
) -> None:
    house = {
        "src/cochair/a/urls.py": ROUTED,
        "src/cochair/a/door.py": "def open():\n    pass\n",
        "src/cochair/a/list.py": "def page():\n    pass\n",
        "src/cochair/a/keeping.py": ATOMIC,
    }

    assert rule({**house, path: bad})

    assert not rule(house)


def test_every_address_leads_to_a_view_that_these_rules_see() -> None:
    from django.urls import get_resolver

    files = tree.python()
    seen = {f"{path}:{name}" for path, names in viewed(files).items() for name in names}
    led = {
        f"{_path(view.__module__)}:{view.__name__}"
        for view in _views(get_resolver().url_patterns)
        if view.__module__.startswith("cochair.") and view.__name__ != "view"
    }

    missed = {one for one in led - seen if not one.endswith(":<lambda>")}

    assert len(led) > 300 and not missed, missed


def _views(patterns) -> Iterator:
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from _views(one.url_patterns)
        else:
            yield one.callback

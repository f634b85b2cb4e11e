"""Inside an app, each file keeps to its own work (architecture section 4, style.md 5.3)."""

import ast
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
# Doors by which a view would reach rows past `access` and `queries`.
ROWS = {"objects", "get_object_or_404", "get_list_or_404"}


def out_of_place(files: tree.Files) -> list[str]:
    """Imports of what the file has no business with."""
    return [
        f"{path} imports {module}."
        for path, text in files.items()
        for module in _modules(text)
        for banned in NOT_FOR.get(path.rpartition("/")[2], ())
        if module == banned or (module.startswith("cochair.") and module.endswith(f".{banned}"))
    ]


def of_another_app(files: tree.Files) -> list[str]:
    """Views and forms of one app that another imports; the map of addresses may."""
    return [
        f"{path} imports {module}, which belongs to another app."
        for path, text in files.items()
        if not path.endswith("/urls.py")
        for module in _modules(text)
        if module.startswith("cochair.")
        and module.rpartition(".")[2] in {"views", "forms"}
        and module.split(".")[1] != path.split("/")[2]
    ]


def reading_rows(files: tree.Files) -> list[str]:
    """Views that fetch rows by themselves."""
    return [
        f"{path}:{node.lineno} fetches rows: ask queries or access."
        for path, text in files.items()
        if path.endswith("/views.py")
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
        (out_of_place, "models.py", "from cochair.acts import actions\n", "import datetime\n"),
        (out_of_place, "queries.py", "from cochair.acts.actions import x\n", "import datetime\n"),
        (
            of_another_app,
            "views.py",
            "from cochair.desk import views\n",
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

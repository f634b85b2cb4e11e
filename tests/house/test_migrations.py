"""A migration has one purpose and a reason, and needs nothing of ours (style.md 6.7)."""

import ast
import re

import pytest

from house import tree

NAME = re.compile(r"\d{4}_[a-z][a-z0-9_]+\.py$")


def unfit(migrations: tree.Files) -> list[str]:
    """Migrations that import us, give no reason, or were named by the machine."""
    faults = []
    for path, text in migrations.items():
        name = path.rpartition("/")[2]
        if "auto_" in name or not NAME.match(name):
            faults.append(f"{path} was not named by hand.")
        if not ast.get_docstring(ast.parse(text)):
            faults.append(f"{path} gives no reason.")
        faults += [f"{path} imports {module}." for module in _ours(text)]
    return faults


def _ours(text: str) -> list[str]:
    modules = []
    for node in tree.nodes(text):
        if isinstance(node, ast.Import):
            modules += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules.append(("." * node.level) + (node.module or ""))
    return [module for module in modules if module.startswith(("cochair", "."))]


def test_migrations_are_named_by_hand_give_a_reason_and_import_nothing_of_ours() -> None:
    tree.none(unfit(tree.migrations()))


GOOD = '"""Keep the first tables."""\nfrom django.db import migrations\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("0002_auto_20260101.py", GOOD),
        ("0002.py", GOOD),
        ("0002_days.py", "from django.db import migrations\n"),
        ("0002_days.py", GOOD + "import cochair.procedure.consent\n"),
        ("0002_days.py", GOOD + "from cochair.procedure import consent\n"),
        ("0002_days.py", GOOD + "from ..models import Forum\n"),
    ],
)
def test_a_migration_that_breaks_the_rule_is_noticed(name: str, text: str) -> None:
    assert unfit({f"migrations/{name}": text})

    assert not unfit({"migrations/0001_first.py": GOOD})

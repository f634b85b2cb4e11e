"""One settings file: what it reads is what `.env.example` explains (style.md 6.9)."""

import ast

from house import tree

READERS = {"env", "env_flag"}
EXAMPLE = tree.PROJECT / ".env.example"
SETTINGS = tree.PROJECT / tree.SOURCES / "settings.py"


def read_by(settings: str) -> set[str]:
    """The names of the environment that a settings file reads."""
    names = set()
    for node in tree.nodes(settings):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in READERS:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                names.add(str(first.value))
        elif (
            isinstance(node, ast.Compare | ast.Subscript)
            and "environ" in ast.unparse(node)
            and (found := [n for n in ast.walk(node) if isinstance(n, ast.Constant)])
        ):
            names |= {str(constant.value) for constant in found}
    return names


def explained_by(example: str) -> set[str]:
    """The names that the example sets."""
    lines = (line for line in example.splitlines() if line and not line.startswith("#"))
    return {line.partition("=")[0] for line in lines}


def test_the_settings_read_what_the_example_explains_and_nothing_else() -> None:
    assert read_by(SETTINGS.read_text()) == explained_by(EXAMPLE.read_text())


def test_a_setting_that_nobody_explained_is_noticed() -> None:
    settings = 'A = env("COCHAIR_A")\nB = env_flag("COCHAIR_B")\nC = os.environ["COCHAIR_C"]\n'

    assert read_by(settings) == {"COCHAIR_A", "COCHAIR_B", "COCHAIR_C"}
    assert explained_by("# what it is\nCOCHAIR_A=\n\nCOCHAIR_B=no\n") == {"COCHAIR_A", "COCHAIR_B"}

"""One settings file: what it reads is what `.env.example` explains (style.md 6.9)."""

import ast
import re
import tomllib

from django.conf import global_settings, settings

from cochair.cli import front_process
from house import tree

# Settings that begin so are read by a library.
LIBRARIES = ("ACCOUNT_", "MFA_", "WHITENOISE_", "ROOT_")
READERS = {"env", "env_flag"}
EXAMPLE = tree.PROJECT / ".env.example"
SETTINGS = tree.PROJECT / tree.SOURCES / "settings.py"
ON_A_SERVER = "docs/how-to/install-on-a-server.md"


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


def idle(settings: str, others: tree.Files) -> list[str]:
    """Settings that neither the framework, a library nor anything of ours reads."""
    nodes = [one for one in ast.walk(ast.parse(settings)) if isinstance(one, ast.Name)]
    made = {one.id for one in nodes if isinstance(one.ctx, ast.Store) and one.id.isupper()}
    read = {one.id for one in nodes if isinstance(one.ctx, ast.Load)}
    text = "\n".join(others.values())
    return sorted(
        name
        for name in made - read
        if not hasattr(global_settings, name)
        and not name.startswith(LIBRARIES)
        and not re.search(rf"settings\.{name}\b|[\"']{name}[\"']", text)
    )


def test_every_setting_is_read_by_somebody() -> None:
    others = {
        path: text for path, text in tree.python().items() if not path.endswith("settings.py")
    }

    tree.none(idle(SETTINGS.read_text(encoding="utf-8"), others))


def test_a_setting_that_nobody_reads_is_noticed() -> None:
    settings = "DEBUG = False\nROOM = 1\nDOOR = ROOM + 1\nTESTING = True\n"

    assert idle(settings, {"a.py": "x = settings.DOOR\n"}) == ["TESTING"]
    assert idle(settings, {"a.py": "x = settings.DOOR, settings.TESTING\n"}) == []


def twice(project: str) -> list[str]:
    """Packages that a group of the project requires more than once."""
    told = tomllib.loads(project)
    groups = {
        "dependencies": told["project"]["dependencies"],
        **told["project"].get("optional-dependencies", {}),
        **told.get("dependency-groups", {}),
    }
    faults = []
    for group, rows in groups.items():
        names = [re.split(r"[\[<>=~! ]", row)[0].lower() for row in rows if isinstance(row, str)]
        faults += [
            f"{group} requires {name} twice."
            for name in sorted(set(names))
            if names.count(name) > 1
        ]
    return faults


def test_a_package_is_required_once() -> None:
    tree.none(twice((tree.PROJECT / "pyproject.toml").read_text(encoding="utf-8")))


def test_a_package_that_is_required_twice_is_noticed() -> None:
    project = '[project]\ndependencies = ["a>=1", "b[c]<2", "A<3"]\n'

    assert twice(project) == ["dependencies requires a twice."]
    assert twice(project.replace('"A<3"', '"d"')) == []


def test_the_proxy_of_the_manual_takes_as_much_at_once_as_the_software() -> None:
    (told,) = re.findall(r"client_max_body_size (\d+)m;", (tree.PROJECT / ON_A_SERVER).read_text())
    files = settings.FILE_MEGABYTES * settings.DATA_UPLOAD_MAX_NUMBER_FILES

    assert int(told) == files + front_process.BESIDE

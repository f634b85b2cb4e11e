"""What is committed says nothing of the machine it was written on, and holds no secret."""

import re

import pytest

from house import tree

# Spelt in pieces, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a path of one machine": re.compile(
        r"(?<![\w.$~])/(?:work|home|root|Users|mnt)" r"/[\w.-]+|C:\\Users"
    ),
    "the host of a registry": re.compile(
        r"\b(?:pypi|files\.pythonhosted|registry\.npmjs|crates|proxy\.golang)"
        r"\.(?:org|io)\b"
        r"|\bpythonhosted"
        r"\.org\b|--(?:extra-)?index-url\s+\S|--find-links\s+\S"
    ),
    "a secret": re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE" r" KEY-----|\b(?:ghp|gho|glpat|xox[bp]|sk)" r"[-_]\w{20,}"
    ),
}
RUNTIME = "tests/house/test_committed.py"


def telling(files: tree.Files) -> list[str]:
    """Where a file says what it should not."""
    return [
        f"{path}:{number} holds {what}: {line.strip()[:100]}"
        for path, text in files.items()
        if path != RUNTIME
        for number, line in enumerate(text.splitlines(), start=1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]


def test_no_committed_file_names_a_machine_a_registry_or_a_secret() -> None:
    tree.none(telling(tree.committed()))


@pytest.mark.parametrize(
    "line",
    [
        "path = '/home/somebody/project'",
        "--index-url https://mirror.example.org/simple",
        "url = 'https://files.pythonhosted.org/packages/x'",
        "token = 'ghp_abcdefghijklmnopqrstuvwxyz'",
    ],
)
def test_such_a_line_is_noticed(line: str) -> None:
    assert telling({"a.py": line})

    assert not telling({"a.py": "path = root / 'var'  # see docs/index.md, example.org"})

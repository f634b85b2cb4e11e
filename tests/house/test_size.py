"""A file that a person cannot take in at once is two files."""

from house import tree

PYTHON_LINES, TEMPLATE_LINES = 400, 80


def too_long(files: tree.Files, limit: int) -> list[str]:
    return [
        f"{path} has {len(text.splitlines())} lines; more than {limit} are two files."
        for path, text in files.items()
        if len(text.splitlines()) > limit
    ]


def test_no_python_file_passes_four_hundred_lines() -> None:
    tree.none(too_long(tree.python(), PYTHON_LINES))


def test_no_template_passes_eighty_lines() -> None:
    tree.none(too_long(tree.templates(), TEMPLATE_LINES))


def test_one_line_too_many_is_noticed_and_the_last_allowed_one_is_not() -> None:
    files = {"long.py": "\n" * 401, "fits.py": "\n" * 400}

    assert too_long(files, PYTHON_LINES) == ["long.py has 401 lines; more than 400 are two files."]

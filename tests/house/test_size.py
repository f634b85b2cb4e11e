"""A file that a person cannot take in at once is two files; so is a line (house.md section 2)."""

from house import tree

PYTHON_LINES = 400
TEMPLATE_COLUMNS, TEMPLATE_BYTES = 120, 6_000


def too_long(files: tree.Files, limit: int) -> list[str]:
    return [
        f"{path} has {len(text.splitlines())} lines; more than {limit} are two files."
        for path, text in files.items()
        if len(text.splitlines()) > limit
    ]


def too_wide(files: tree.Files, columns: int) -> list[str]:
    return [
        f"{path}:{number} has {len(line)} characters; one element a line is at most {columns}."
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if len(line) > columns
    ]


def too_big(files: tree.Files, limit: int) -> list[str]:
    return [
        f"{path} has {len(text.encode())} bytes; more than {limit} are a page and its parts."
        for path, text in files.items()
        if len(text.encode()) > limit
    ]


def test_no_python_file_passes_four_hundred_lines() -> None:
    tree.none(too_long(tree.python(), PYTHON_LINES))


def test_no_line_of_a_template_passes_a_hundred_and_twenty_characters() -> None:
    tree.none(too_wide(tree.templates(), TEMPLATE_COLUMNS))


def test_no_template_passes_six_thousand_bytes() -> None:
    tree.none(too_big(tree.templates(), TEMPLATE_BYTES))


def test_one_line_too_many_is_noticed_and_the_last_allowed_one_is_not() -> None:
    files = {"long.py": "\n" * 401, "fits.py": "\n" * 400}

    assert too_long(files, PYTHON_LINES) == ["long.py has 401 lines; more than 400 are two files."]


def test_one_character_too_many_is_noticed_and_the_last_allowed_one_is_not() -> None:
    fits, long = "ñ" * TEMPLATE_COLUMNS, "ñ" * (TEMPLATE_COLUMNS + 1)

    assert not too_wide({"fits.html": f"{fits}\n{fits}\n"}, TEMPLATE_COLUMNS)
    (fault,) = too_wide({"long.html": f"{fits}\n{long}\n"}, TEMPLATE_COLUMNS)
    assert fault.startswith("long.html:2 has 121 characters")


def test_one_byte_too_many_is_noticed_and_the_last_allowed_one_is_not() -> None:
    files = {"big.html": "ñ" * 3_000 + "a", "fits.html": "ñ" * 3_000}

    (fault,) = too_big(files, TEMPLATE_BYTES)
    assert fault.startswith("big.html has 6001 bytes")

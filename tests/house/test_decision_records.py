"""A decision record has a number of its own, by which others cite it, and a line in the index."""

import re
from collections import Counter
from collections.abc import Iterable

from house import tree

RECORD = re.compile(r"docs/decisions/(\d{4})-")
FOLDER, INDEX = "docs/decisions/", "docs/decisions/README.md"
LINE = re.compile(r"^\| (\d+) \| \[([^]]+)\]\(([^)]+)\) \| .+ \|$", re.MULTILINE)
TITLE = re.compile(r"^# 0*(\d+)\.? (.+)$", re.MULTILINE)


def twice(paths: Iterable[str]) -> list[str]:
    """The numbers that two records share."""
    found = Counter(number[1] for path in paths if (number := RECORD.match(path)))
    return [f"Two decision records are number {number}." for number, n in found.items() if n > 1]


def apart(files: tree.Files) -> list[str]:
    """Records without a line in the index, and lines that name another file, number or title."""
    records = {path: TITLE.search(text) for path, text in files.items() if RECORD.match(path)}
    listed = {FOLDER + file: (number, said) for number, said, file in LINE.findall(files[INDEX])}
    faults = [f"{path} has no line in the index." for path in records if path not in listed]
    for path, line in listed.items():
        title = records.get(path)
        if path not in records:
            faults.append(f"The index names {path}, which is no record.")
        elif title is None or title.groups() != line:
            faults.append(f"{path} has another number or title than its line in the index.")
    return faults


def test_no_two_decision_records_share_a_number() -> None:
    tree.none(twice(tree.committed()))


def test_a_number_given_twice_is_noticed() -> None:
    assert twice(["docs/decisions/0001-one.md", "docs/decisions/0001-other.md"])
    assert not twice(["docs/decisions/0001-one.md", "docs/decisions/0002-other.md"])


def test_every_decision_record_has_its_line_in_the_index() -> None:
    tree.none(apart(tree.committed()))


def test_a_record_without_a_line_and_a_line_without_its_record_are_noticed() -> None:
    index = (
        "| 1 | [Doors](0001-doors.md) | All are open. |\n| 2 | [Lamps](0002-lamps.md) | None. |\n"
    )
    doors, lamps = {"docs/decisions/0001-doors.md": "# 1. Doors\n"}, "docs/decisions/0002-lamps.md"

    assert apart({INDEX: index, **doors, lamps: "# 2. Lamps\n"}) == []
    assert apart({INDEX: index, **doors}) == [f"The index names {lamps}, which is no record."]
    assert apart({INDEX: index, **doors, lamps: "# 2. Lights\n"}) == [
        f"{lamps} has another number or title than its line in the index."
    ]
    assert apart({INDEX: "", **doors}) == ["docs/decisions/0001-doors.md has no line in the index."]

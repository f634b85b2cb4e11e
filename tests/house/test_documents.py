"""The documents lead somewhere: their links, and the places in the code that some of them name."""

import re
from pathlib import PurePosixPath

from house import tree

LINK = re.compile(r"\]\(([^)\s]+)\)")
OUTSIDE = ("http://", "https://", "mailto:")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
# `features/agendas/kinds.py:_publish`, `procedure/checks/`: from src/cochair/ or from the root.
PLACE = re.compile(r"`((?:[a-z][\w.-]*/)+(?:[\w-]+\.\w+)?)(?::(\w+))?`")
# “T−60”: a reader is told how many days before the meeting, in words.
COUNTED = re.compile(r"\b[TC] ?[−–] ?\d+\b|\b[TC] is the (?:first|last) day")
FOR_READERS = ("docs/how-to/", "docs/guides/", "docs/tutorial.md", "src/cochair/forums/")
OF_THE_CODE = ("docs/ARCHITECTURE.md", "docs/GLOSSARY.md", "docs/how-to/add-a-")


def documents() -> tree.Files:
    """Every page of Markdown in the repository."""
    return {path: text for path, text in tree.committed().items() if path.endswith(".md")}


def anchors(text: str) -> set[str]:
    """What a link to a heading of a page may say behind the `#`."""
    return {
        re.sub(r"[^\w\- ]", "", re.sub(r"\]\([^)]*\)", "", head)).strip().lower().replace(" ", "-")
        for head in HEADING.findall(text)
    }


def dead(files: tree.Files) -> list[str]:
    """Links that lead to no file, or to no heading of it."""
    faults = []
    for path, text in files.items():
        for link in LINK.findall(CODE.sub("", text)):
            if link.startswith(OUTSIDE):
                continue
            file, _, anchor = link.partition("#")
            aim = _from(PurePosixPath(path).parent, file) if file else path
            if not (aim in files or (tree.PROJECT / aim).exists()):
                faults.append(f"{path} leads to {link}, which is not there.")
            elif anchor and anchor not in anchors(files.get(aim, "")):
                faults.append(f"{path} leads to {link}: no such heading.")
    return faults


def _from(folder: PurePosixPath, link: str) -> str:
    parts: list[str] = list(folder.parts)
    for part in PurePosixPath(link).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def gone(files: tree.Files) -> list[str]:
    """Places in the code that a page names and that are not there, or say nothing of the name."""
    faults = []
    for path, text in files.items():
        for place, name in PLACE.findall(text):
            found = [
                one
                for one in (tree.PROJECT / tree.SOURCES / place, tree.PROJECT / place)
                if one.exists()
            ]
            if not found:
                faults.append(f"{path} names {place}, which is not there.")
            elif name and not re.search(rf"\b{name}\b", found[0].read_text(encoding="utf-8")):
                faults.append(f"{path} looks for {name} in {place}, which does not have it.")
    return faults


def test_no_link_of_a_document_leads_nowhere() -> None:
    tree.none(dead(documents()))


def test_days_are_counted_in_words_and_by_no_letter() -> None:
    found = {
        f"{path}: {said}"
        for path, text in tree.committed().items()
        if path.startswith(FOR_READERS) or path.endswith(".html")
        for said in COUNTED.findall(text)
    }

    assert not found, sorted(found)


def test_pages_about_the_code_name_places_that_are_there() -> None:
    tree.none(
        gone({path: text for path, text in documents().items() if path.startswith(OF_THE_CODE)})
    )


def test_a_link_or_a_place_that_is_gone_is_noticed() -> None:
    pages = {
        "docs/a.md": "# A\n## Two words\n[b](b.md#it), [c](../c.md), [a](#two-words)",
        "c.md": "",
    }

    assert dead(pages) == ["docs/a.md leads to b.md#it, which is not there."]
    assert dead({**pages, "docs/b.md": "# It is\n"}) == [
        "docs/a.md leads to b.md#it: no such heading."
    ]
    assert (
        gone({"m.md": "`features/acts/kinds.py:Kind`, `features/acts/`, `tests/house/tree.py`"})
        == []
    )
    assert gone({"m.md": "`acts/minds.py`, `features/acts/kinds.py:Mind`"}) == [
        "m.md names acts/minds.py, which is not there.",
        "m.md looks for Mind in features/acts/kinds.py, which does not have it.",
    ]

"""The files of a forum's folder as texts; nothing is understood here."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cochair.procedure.reading import Fault, Faults

PROCEDURE = "procedure.yaml"
MEMBERS = "members.yaml"
PRESIDENCIES = "presidencies.yaml"
BODIES = "bodies.yaml"
HISTORY = "history.yaml"
COMMITMENTS = "commitments.yaml"

# A forum cannot be run without these; one that is new has no history to tell yet.
NEEDED = (PROCEDURE, MEMBERS, PRESIDENCIES)
FILES = (*NEEDED, BODIES, HISTORY, COMMITMENTS)

LARGEST = 5_000_000
"""The largest file that is read, in bytes: far more than the words of any procedures."""


@dataclass(frozen=True)
class Folder:
    """A forum's folder: its name for people, and the text of each of its files by name."""

    name: str
    texts: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> "Folder":
        """Read the files of a folder; files that this software does not know are left alone.

        Raises Faults with every file that is missing, too large or not UTF-8.
        """
        path = Path(path)
        if not path.is_dir():
            raise Faults((_fault(path.name, "There is no such folder."),))
        faults: list[Fault] = []
        texts = {}
        for name in FILES:
            text = _text(path / name, faults)
            if text is not None:
                texts[name] = text
        if faults:
            raise Faults(tuple(faults))
        return cls(path.resolve().name, texts)


def _text(file: Path, faults: list[Fault]) -> str | None:
    """The text of one file, or None with the fault noted (none for a file that may be absent)."""
    try:
        # Read one byte more than is allowed, so that no file can fill the memory.
        with file.open("rb") as opened:
            found = opened.read(LARGEST + 1)
    except FileNotFoundError:
        if file.name in NEEDED:
            faults.append(_fault(file.name, "This file is missing, and no forum is without it."))
        return None
    except OSError as problem:
        faults.append(_fault(file.name, f"It cannot be read: {problem.strerror}."))
        return None
    if len(found) > LARGEST:
        faults.append(
            _fault(
                file.name,
                f"It is larger than {LARGEST // 1_000_000} megabytes; split or shorten it.",
            )
        )
        return None
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = found.count(b"\n", 0, problem.start) + 1
        faults.append(Fault(file.name, line, "This line is not UTF-8: save the file as UTF-8."))
        return None


def _fault(file: str, message: str) -> Fault:
    return Fault(file, 1, message)

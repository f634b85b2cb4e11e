"""One YAML file as a tree in which every value knows its line."""

from collections.abc import Sequence

from cochair.features.parties.folder.entry import Entry
from cochair.procedure.reading import Fault
from cochair.procedure.reading.tree import Node, tree


class Document:
    """One file of a folder, and the faults found in it so far.

    A file without text is an absent one: it says nothing, and that is no fault.  One that
    is no YAML, or no mapping, has a fault, and `readable` is False, so that references into
    it are not refused as well.  `languages` are those of the forum's words; None: all of the software.
    """

    def __init__(self, name: str, text: str | None, languages: Sequence[str] | None = None) -> None:
        self.name = name
        self.faults: list[Fault] = []
        root: Node | None = None
        if text is not None:
            root, faults = tree(text, name)
            self.faults.extend(faults)
        self.present = text is not None
        self.readable = root is not None or not self.present
        # What is not there, or cannot be read, is not refused a second time key by key.
        noted = self.faults if root else []
        self.top = Entry(root or Node({}, 1, ""), name, noted, languages)

    def refuse(self, line: int, message: str) -> None:
        """Note a fault on a line, counted from 1."""
        self.faults.append(Fault(self.name, line, message))

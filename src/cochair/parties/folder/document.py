"""One YAML file as a tree in which every value knows its line."""

import yaml

from cochair.parties.folder.entry import Entry
from cochair.procedure.reading import Fault, Faults

EMPTY = yaml.MappingNode("tag:yaml.org,2002:map", [])


class Document:
    """One file of a folder, and the faults found in it so far.

    A file without text is an absent one: it says nothing, and that is no fault.  One that
    is no YAML, or no mapping, has one fault, and `readable` is False, so that references
    into it are not refused as well.
    """

    def __init__(self, name: str, text: str | None) -> None:
        self.name = name
        self.faults: list[Fault] = []
        node = self._node(text) if text is not None else None
        self.readable = text is None or node is not None
        # What is not there, or cannot be read, is not refused a second time key by key.
        self.top = Entry(node or EMPTY, self.name, self.faults if node else [])

    def _node(self, text: str) -> yaml.MappingNode | None:
        """The tree of the file, or None with the fault noted."""
        try:
            _refuse_references(text)
            node = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as problem:
            mark = problem.problem_mark or problem.context_mark
            line = mark.line + 1 if mark else 1
            self.refuse(line, f"This is not YAML: {problem.problem or problem.context}.")
            return None
        except yaml.reader.ReaderError as problem:
            line = text.count("\n", 0, problem.position) + 1
            self.refuse(
                line, f"The character U+{ord(text[problem.position]):04X} has no place here."
            )
            return None
        except RecursionError:
            self.refuse(1, "The lines are nested more deeply than any forum needs.")
            return None
        if not isinstance(node, yaml.MappingNode):
            self.refuse(1, "The file must consist of names followed by a colon and what they hold.")
            return None
        return node

    def refuse(self, line: int, message: str) -> None:
        """Note a fault on a line, counted from 1."""
        self.faults.append(Fault(self.name, line, message))


def all_well(*documents: Document) -> None:
    """Go on only when no document has a fault; otherwise raise Faults with all of them."""
    found = [fault for document in documents for fault in document.faults]
    if found:
        raise Faults(tuple(found))


def _refuse_references(text: str) -> None:
    """Refuse anchors and aliases: a short file could unfold into a huge one."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="write the value out, references (& and *) are not followed",
                problem_mark=event.start_mark,
            )

"""A forum's folder of files: read it whole, name every fault with its line, then write it."""

from cochair.features.parties.folder.changes import Changes
from cochair.features.parties.folder.document import Document
from cochair.features.parties.folder.entry import Entry
from cochair.features.parties.folder.files import Folder
from cochair.procedure.reading import Fault, Faults

__all__ = ["Changes", "Document", "Entry", "Fault", "Faults", "Folder"]

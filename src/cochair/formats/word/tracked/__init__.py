"""Read what a Word file would change: who inserts, deletes and moves what, and what is commented.

The reader runs in the child process that opens files, as the readers of plain texts do; it takes
bytes that were found safe and imports nothing that is not needed.
"""

from cochair.formats.word.tracked.reader import read_tracked
from cochair.formats.word.tracked.shape import (
    Act,
    Change,
    Comment,
    Passage,
    Place,
    Tracked,
    from_json,
)

__all__ = [
    "Act",
    "Change",
    "Comment",
    "Passage",
    "Place",
    "Tracked",
    "from_json",
    "read_tracked",
]

"""What can be wrong with a file, as codes: found in the child process, told in `refusing`.

Nothing here imports more than the standard library: the child starts with every file.
"""

from enum import StrEnum


class Code(StrEnum):
    """A reason why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    WRONG_NAME = "wrong_name"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    BOMB = "bomb"
    ARCHIVE = "archive"
    POLYGLOT = "polyglot"
    DOCTYPE = "doctype"
    MACROS = "macros"
    EXTERNAL = "external"
    EMBEDDED = "embedded"
    ACTIVE = "active"
    UNREADABLE = "unreadable"
    CLASSIFIED = "classified"


class Finding(StrEnum):
    """What is worth a look in a file that is taken."""

    LINKS = "links"
    TEMPLATE = "template"
    NO_TEXT = "no_text"
    IMAGE_PAGES = "image_pages"


class Problem(Exception):
    """A file is not taken, and nothing more of it is read."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code

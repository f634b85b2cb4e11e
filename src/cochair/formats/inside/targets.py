"""Where links in a file lead: which a reader may follow, and which a program would follow alone."""

import re

FOLLOWED_BY_PEOPLE = frozenset({"http", "https", "mailto", "tel"})
SCRIPTED = (
    "vnd.sun.star.",
    "macro:",
    "javascript:",
    "vbscript:",
    "data:text/html",
    "service:",
    ".uno:",
    "slot:",
)
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*):")


def is_link(target: str) -> bool:
    """Whether a target is a link that a reader may follow: a page, an address, a neighbour.

    A path on a machine is none, nor is one on another: a click on it hands over who clicked.
    """
    found = _SCHEME.match(target)
    if found is None:
        return not target.strip().startswith(("/", "\\"))
    return found.group(1).lower() in FOLLOWED_BY_PEOPLE


def is_script(target: str) -> bool:
    """Whether a target runs something."""
    return _plain(target).startswith(SCRIPTED)


def is_inside(target: str) -> bool:
    """Whether a target stays inside the archive, or the document."""
    said = _plain(target)
    return not (
        _SCHEME.match(said)
        or said.startswith(("/", "\\", ".."))
        or "\\" in said
        or "/../" in said.replace("%2e", ".")
    )


def is_absolute(target: str) -> bool:
    """Whether a target names another machine, or a place on this one."""
    return _SCHEME.match(target) is not None or target.strip().startswith(("//", "\\\\"))


def _plain(target: str) -> str:
    return "".join(sign for sign in target if sign.isprintable()).strip().lower()

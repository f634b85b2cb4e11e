"""Ids of paragraphs as hidden bookmarks of a Word file: what comes back is known by them."""

import re

START = "_cc_"
# What word processors take for a name of a bookmark.
LONGEST = 40
_CODE = re.compile(r"_([0-9a-f]{2})")


def name_of(paragraph: str) -> str:
    """The bookmark of a paragraph; empty where its id does not go into one."""
    if not paragraph.isascii():
        return ""
    made = "".join(one if one.isalnum() else f"_{ord(one):02x}" for one in paragraph)
    name = f"{START}{made}"
    return name if len(name) <= LONGEST else ""


def paragraph_of(name: str) -> str:
    """The id that a bookmark names; empty for a bookmark that is not of ours."""
    if not name.startswith(START):
        return ""
    return _CODE.sub(lambda found: chr(int(found[1], 16)), name.removeprefix(START))

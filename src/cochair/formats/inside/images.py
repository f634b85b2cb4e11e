"""What may lie in a document beside its XML: pictures and fonts that are what their name says."""

from cochair.formats.inside.archives import is_packed, is_program

PICTURES: dict[str, tuple[bytes, ...]] = {
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "jfif": (b"\xff\xd8\xff",),
    "gif": (b"GIF87a", b"GIF89a"),
    "bmp": (b"BM",),
    "tif": (b"II*\x00", b"MM\x00*"),
    "tiff": (b"II*\x00", b"MM\x00*"),
    "emf": (b"\x01\x00\x00\x00",),
    "wmf": (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00"),
    "wdp": (b"II\xbc",),
    "webp": (b"RIFF",),
}
FONTS: dict[str, tuple[bytes, ...]] = {
    "ttf": (b"\x00\x01\x00\x00", b"true", b"OTTO"),
    "otf": (b"OTTO", b"\x00\x01\x00\x00"),
}
# Fonts whose first octets are scrambled: any will do, as long as it is nothing else.
SCRAMBLED = frozenset({"odttf", "fntdata"})
# Told by its first octets beyond doubt: kept under the name of another picture often enough.
_SURE = tuple(start for kind in ("png", "jpg", "gif", "tif") for start in PICTURES[kind])
# Words that make a browser which guesses take a picture for a page or a script.
_PAGES = (b"<html", b"<script", b"<!doctype", b"<svg", b"<?php", b"javascript:")


def is_plain(name: str, content: bytes) -> bool:
    """Whether some content is the picture or font that its name says, and nothing beside it."""
    ending = name.rpartition(".")[2].lower()
    if ending in SCRAMBLED:
        return not (is_packed(content) or is_program(content))
    starts = FONTS.get(ending)
    if ending in PICTURES:
        starts = (*PICTURES[ending], *_SURE)
    if starts is None or not content.startswith(starts):
        return False
    return not says_page(content)


def says_page(content: bytes) -> bool:
    """Whether the head of some content holds what a guessing browser takes for a page."""
    head = content[:1024].lower()
    return any(word in head for word in _PAGES)

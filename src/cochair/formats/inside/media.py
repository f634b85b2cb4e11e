"""The kinds of file that this house takes: what each is called, and how its name ends.

The kind is found in the content; a name that ends otherwise is refused, whatever opened it.
"""

from collections.abc import Collection
from enum import StrEnum


class Media(StrEnum):
    """A kind of file, by its media type."""

    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ODT = "application/vnd.oasis.opendocument.text"
    PDF = "application/pdf"
    XLIFF = "application/xliff+xml"
    TMX = "application/x-tmx+xml"
    TBX = "application/x-tbx+xml"
    AKN = "application/akn+xml"
    XML = "application/xml"
    TEXT = "text/plain"


ENDINGS: dict[Media, tuple[str, ...]] = {
    Media.DOCX: ("docx",),
    Media.XLSX: ("xlsx",),
    Media.ODT: ("odt",),
    Media.PDF: ("pdf",),
    Media.XLIFF: ("xlf", "xliff", "xml"),
    Media.TMX: ("tmx", "xml"),
    Media.TBX: ("tbx", "xml"),
    Media.AKN: ("akn", "xml"),
    Media.XML: ("xml",),
    Media.TEXT: ("txt", "csv", "tsv"),
}
# What a reader is told that may be sent.
NAMES = {
    Media.DOCX: "DOCX",
    Media.XLSX: "XLSX",
    Media.ODT: "ODT",
    Media.PDF: "PDF",
    Media.XLIFF: "XLIFF",
    Media.TMX: "TMX",
    Media.TBX: "TBX",
    Media.AKN: "Akoma Ntoso",
    Media.XML: "XML",
    Media.TEXT: "TXT, CSV",
}
# What a browser may say of a file without saying anything.
UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-unknown"})
# Other words for the same, as browsers and mail programs use them.
ALSO_CALLED: dict[Media, frozenset[str]] = {
    Media.PDF: frozenset({"application/x-pdf"}),
    Media.XML: frozenset({"text/xml"}),
    Media.TEXT: frozenset({"text/csv", "text/tab-separated-values", "application/vnd.ms-excel"}),
}
XML_KINDS = frozenset({Media.XLIFF, Media.TMX, Media.TBX, Media.AKN, Media.XML})
DOCUMENTS = frozenset({Media.DOCX, Media.ODT, Media.PDF})
EXCHANGED = frozenset({Media.DOCX, *XML_KINDS})
TABLES = frozenset({Media.XLSX, Media.TEXT})


def ending(name: str) -> str:
    """How a file name ends, in small letters without the full stop; empty where it has none."""
    stem, stop, last = name.strip().rpartition(".")
    return last.lower() if stop and stem else ""


def fits(media: Media, name: str, said: str = "") -> bool:
    """Whether a name, and what a browser said of the file, go with what it is."""
    if ending(name) not in ENDINGS[media]:
        return False
    said = said.partition(";")[0].strip().lower()
    if said in UNSAID or said == media or said in ALSO_CALLED.get(media, ()):
        return True
    return media in XML_KINDS and (said in ALSO_CALLED[Media.XML] or said == Media.XML)


def listed(accepted: Collection[Media]) -> str:
    """The kinds that may be sent, as a reader is told them."""
    return ", ".join(NAMES[one] for one in Media if one in accepted)

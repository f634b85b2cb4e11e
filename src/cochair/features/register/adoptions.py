"""How a document was adopted: the apps above, where texts are decided, tell it when they are ready."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.documents.models import Document
from cochair.features.parties.models import Member, Party
from cochair.formats.paragraphs import Text


@dataclass(frozen=True, slots=True)
class Adoption:
    """When a text was adopted by consensus (aware UTC), and by whom.

    `signed` are the Parties with the States that presided over it; `words` is the text as it was
    adopted, by language, before any statement was printed below it.
    """

    at: datetime
    signed: tuple[tuple[Party, Member], ...]
    words: Mapping[str, Text]


type Reads = Callable[[Document], Adoption | None]

_READERS: dict[str, Reads] = {}


def register(code: str, reads: Reads) -> None:
    """Let an app tell how documents were adopted where it decides on them."""
    _READERS[code] = reads


def of_document(document: Document) -> Adoption | None:
    """How a document was adopted; None of one that is not final."""
    if document.final_at is None or document.withdrawn_at is not None:
        return None
    found = (reads(document) for reads in _READERS.values())
    return next((one for one in found if one is not None), None)

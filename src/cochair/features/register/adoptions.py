"""How a document was adopted: the apps above, where texts are decided, tell it when they are ready."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Member, Party
from cochair.features.register.holds import Differs, Editions
from cochair.formats.paragraphs import Text
from cochair.procedure.calendar import civil_day


@dataclass(frozen=True, slots=True)
class Adoption:
    """When a text was adopted by consensus (aware UTC), and by whom.

    `signed` are the Parties with the States that presided over it; `words` is the text as it was
    adopted, by language, before any statement was printed below it.  `differs` tells which of some
    editions have other words than were adopted.  `meeting` is where both co-chairs declared it;
    None of what was adopted by silence.
    """

    at: datetime
    signed: tuple[tuple[Party, Member], ...]
    words: Mapping[str, Text]
    differs: Differs
    meeting: Meeting | None = None

    def days(self, zone: str) -> tuple[date, ...]:
        """The civil day on which it was adopted: where the meeting was, and that in a zone if another."""
        held = self.meeting.schedules.last() if self.meeting is not None else None
        zones = (held.zone, zone) if held is not None else (zone,)
        return tuple(dict.fromkeys(civil_day(self.at, one) for one in zones))


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


def of_editions(document: Document, editions: Editions) -> Adoption | None:
    """How these words of a document were adopted; None where none were, or others.

    What was published or is being written beside an adopted text is not adopted by its number.
    """
    found = of_document(document)
    return None if found is None or found.differs(editions) else found

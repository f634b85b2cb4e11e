"""How a document was adopted: the apps above, where texts are decided, tell it when they are ready."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum, Member, Party
from cochair.features.parties.offices import ActingOffice
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

type Forms = Callable[[Forum, Iterable[Document], ActingOffice, datetime], Mapping[int, str]]

_READERS: dict[str, Reads] = {}
_FORMS: dict[str, Forms] = {}


def register(code: str, reads: Reads, forms: Forms | None = None) -> None:
    """Let an app tell how documents were adopted where it decides on them, and as what."""
    _READERS[code] = reads
    if forms is not None:
        _FORMS[code] = forms


def forms(
    forum: Forum, rows: Iterable[Document], hat: ActingOffice, at: datetime
) -> Mapping[int, str]:
    """What documents were adopted as, by their keys in the database: the kind of a final document,
    or nothing; only of decisions that a hat may see."""
    asked = list(rows)
    return {
        key: form for one in _FORMS.values() for key, form in one(forum, asked, hat, at).items()
    }


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

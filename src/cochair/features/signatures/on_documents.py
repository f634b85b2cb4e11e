"""The part of a document's page that is about signatures."""

from dataclasses import dataclass
from datetime import datetime

from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.signatures import queries

TEMPLATE = "documents/signing/parts/on_document.html"


@dataclass(frozen=True, slots=True)
class Line:
    """A language of the final revision: whether it is before both, how many signed, whether sealed."""

    language: str
    is_there: bool
    signed: int
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The languages that are signed or could be, and whether this reader puts one before both."""

    number: int
    lines: tuple[Line, ...]
    proposes: bool
    template: str = TEMPLATE

    @property
    def is_begun(self) -> bool:
        """Whether a language was put before both Parties."""
        return any(line.is_there for line in self.lines)


def part(document: Document, hat: ActingOffice, at: datetime) -> Part | None:
    """What a reader sees of signatures on a document; None while there are none and could be none."""
    revision = documents.circulated_revision(document)
    if revision is None or document.final_at is None:
        return None
    proposes = hat.may(Power.PROPOSE) and document.withdrawn_at is None
    found = queries.of_revision(revision)
    could = {row.language for row in queries.can_be_made(revision) if not documents.is_held(row)}
    lines = tuple(
        Line(
            code,
            code in found,
            len(found[code].signatures.all()) if code in found else 0,
            code in found and found[code].sealed_at is not None,
        )
        for code in sorted({*found, *(could if proposes else ())})
    )
    return Part(revision.number, lines, proposes) if lines else None

"""A text that comes as a file: inspected, read, kept, and made an edition, all of it or nothing."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from cochair.features.documents.models import Expression, Revision
from cochair.features.files import actions as files
from cochair.features.files import inspection
from cochair.features.files.inspection import Inspection
from cochair.features.languages import actions
from cochair.features.languages.actions import Draft
from cochair.features.parties.offices import ActingOffice
from cochair.formats.inside.media import Media
from cochair.formats.paragraphs import Text, from_json
from cochair.procedure.refusal import Refusal, Refused, _

# Kinds of file whose paragraphs are read; those of a PDF where nobody typed its words.
READ = frozenset({Media.DOCX, Media.ODT})


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was found safe: the bytes to keep, what was found, its text where it has one."""

    octets: bytes
    found: Inspection
    text: Text
    has_changes: bool
    has_more: bool = False

    @property
    def is_guessed(self) -> bool:
        """Whether its paragraphs were found by where lines stand, and are to be looked over."""
        return self.found.media is Media.PDF and bool(self.text)


def opened(octets: bytes, name: str, said: str, *, is_typed: bool = False) -> Brought:
    """Inspect and read a file, in a process of its own; nothing is kept yet.

    Of the file itself is kept what it is without what its writers left in it (`files.metadata_removal`).

    A PDF beside which words were typed (`is_typed`) is not read.  Raises Refused with every
    reason why it is not taken, or cannot be read.
    """
    found = inspection.inspect(octets, name, said=said)
    kept = inspection.cleared(octets, found.media)
    if found.media not in READ and (is_typed or found.media is not Media.PDF):
        return Brought(kept, found, (), False)
    told = inspection.read(octets, found.media)
    words = told.get("text", [])
    assert isinstance(words, list)
    text = from_json(words)
    if not text:
        raise Refused(
            Refusal(
                "practice",
                _("This file contains no text, so it could not be compared with other versions."),
            )
        )
    return Brought(kept, found, text, bool(told.get("has_changes")), bool(told.get("has_more")))


@transaction.atomic
def bring(
    revision: Revision, draft: Draft, brought: Brought, *, seen: int, by: ActingOffice, at: datetime
) -> Expression:
    """Keep a file and the text that goes with it as the next edition of its language."""
    file = files.keep(revision.document.forum, brought.octets, brought.found, by=by, at=at)
    return actions.add_edition(revision, replace(draft, file=file), seen=seen, by=by, at=at)

"""Files of the texts that were adopted before Cochair, in the languages that exist.

A file is inspected, cleared of what its writers left in it, and kept; both attest it by its fingerprint.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from cochair.features.documents.models import StoredFile
from cochair.features.files import actions as files
from cochair.features.files import inspection
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.takeup import actions, lines, queries
from cochair.features.takeup.actions import Typed
from cochair.features.takeup.lines import Answer
from cochair.features.takeup.models import TakeUp
from cochair.formats.inside.media import Media
from cochair.procedure.refusal import Refusal, _, require

# An adopted text has these under its language: number and fingerprint of the file, and its kind.
FILES = "files"
ACCEPTS = frozenset({Media.DOCX, Media.ODT, Media.PDF})


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it came: its bytes, what its sender calls it, and the kind that a browser gave."""

    octets: bytes
    name: str
    said: str = ""


def add(
    forum: Forum,
    name: str,
    place: int,
    language: str,
    file: Brought,
    *,
    source: str,
    by: ActingOffice,
    at: datetime,
) -> TakeUp:
    """Put a file beside an adopted text of a line: the text at `place` (from 0), in one language.

    A line that is not answered yet is then held as sources say, by `source`.  Raises Refused with every
    reason why the file is not taken, and for a text or a language that is not there.
    """
    found = inspection.inspect(file.octets, file.name, accepts=ACCEPTS, said=file.said)
    require(
        _is_public(found.markings),
        _is_language(language, parties.book(forum, at).languages),
    )
    kept = inspection.cleared(file.octets, found.media)
    with transaction.atomic():
        forum = Forum.objects.select_for_update().get(pk=forum.pk)
        standing = queries.lines(queries.current(forum)).get(name)
        offer = next((one for one in lines.offers(forum, at) if one.name == name), None)
        if standing is not None and actions.is_meeting(name):
            said, stands = lines.said_of(standing.body), standing.changed_at.isoformat()
            source = standing.source or source
        else:
            said, stands = (offer.told if offer else lines.Said("")), ""
        require(_is_there(said, place))
        row = files.keep(forum, kept, found, by=by, at=at)
        told = {"file": row.pk, "digest": row.digest, "media": row.media_type}
        texts = [dict(one) for one in said.texts]
        texts[place] = {**texts[place], FILES: {**texts[place].get(FILES, {}), language: told}}
        typed = Typed(Answer.CORRECTED, replace(said, texts=tuple(texts)), source, stands)
        return actions.prepare(forum, {name: typed}, by=by, at=at)


def attested(forum: Forum, slug: str, place: int, language: str) -> StoredFile | None:
    """The file of a text that both attested of a meeting: anybody may read it; None where none is."""
    row = Meeting.objects.filter(forum=forum, slug=slug, attested_at__isnull=False).first()
    return _stored(forum, row.attested.get("texts", ()) if row else (), place, language)


def prepared(forum: Forum, name: str, place: int, language: str) -> StoredFile | None:
    """The file of a text in the open list; None where there is none."""
    line = queries.lines(queries.current(forum)).get(name)
    return _stored(forum, line.body.get("texts", ()) if line else (), place, language)


def _stored(forum: Forum, texts: Any, place: int, language: str) -> StoredFile | None:
    told: Mapping[str, Any] = texts[place].get(FILES, {}) if place < len(texts) else {}
    number = told.get(language, {}).get("file")
    return StoredFile.objects.filter(forum=forum, pk=number).first() if number else None


def _is_public(markings: tuple[str, ...]) -> Refusal | None:
    if not markings:
        return None
    said = _(
        "This file carries a marking: an adopted text is public once both co-presidencies "
        "have signed the list."
    )
    return Refusal("practice", said)


def _is_language(language: str, known: tuple[str, ...]) -> Refusal | None:
    if language in known:
        return None
    return Refusal("practice", _("Choose the language of the file."))


def _is_there(said: lines.Said, place: int) -> Refusal | None:
    if 0 <= place < len(said.texts) and said.texts[place].get("title"):
        return None
    return Refusal("practice", _("Enter the title of the adopted text first, and save the list."))

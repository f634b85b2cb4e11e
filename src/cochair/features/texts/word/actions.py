"""Bring a Word file in, and make of it, in one act, the proposals that were chosen."""

from collections.abc import Collection, Mapping
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType

from django.db import transaction

from cochair.features.files import inspection
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import actions, authors, mutation
from cochair.features.texts.models import NegotiatedText, WordFile
from cochair.features.texts.word.offers import Preview
from cochair.features.texts.word.proposals import preview
from cochair.formats.inside.media import Media
from cochair.formats.word.tracked import from_json
from cochair.procedure import text as core
from cochair.procedure.consent import digest_of
from cochair.procedure.refusal import Refusal, _, require

PRACTICE = "practice"
ACCEPTS = frozenset({Media.DOCX})
READER = "docx-tracked"
NOTHING: Mapping[int, core.Value] = MappingProxyType({})
# What one act proposes at most: whoever has more brings the file in again.
MOST = 500


class MovedOn(Exception):
    """The text, or what is proposed on it, has changed since the preview was shown."""


def bring(
    row: NegotiatedText, octets: bytes, name: str, *, by: ActingOffice, at: datetime
) -> WordFile:
    """Examine a file and keep what it would change, for its author alone; nothing is proposed yet.

    Raises Refused with every reason why a file is not taken.  Call it outside a transaction: the
    examination takes a moment.  Source: security.md section 8, T32 to T35.
    """
    author = authors.required(by)
    found = inspection.inspect(octets, name, accepts=ACCEPTS)
    reading = inspection.read_as(octets, READER)
    tracked = from_json(reading)
    names = {change.author for one in tracked.passages for change in one.changes}
    names |= {one.author for one in tracked.passages}
    return WordFile.objects.create(
        text=row,
        author_kind=author.kind.value,
        party=author.party,
        member=author.member,
        at=at,
        by_id=by.office,
        name=found.name,
        digest=sha256(octets).hexdigest(),
        markings=list(found.markings),
        reading=reading,
        names=sorted(names - {""})[:50],
    )


@transaction.atomic
def propose(
    file: WordFile,
    chosen: Collection[int],
    said: Mapping[int, core.Value] = NOTHING,
    *,
    seen: str,
    by: ActingOffice,
    at: datetime,
) -> tuple[str, ...]:
    """Make the chosen changes proposals of the author that the hat writes as; returns their ids.

    `chosen` are numbers of the preview that was shown and `seen` its digest.  `said` tells of
    comments, by their numbers, which position they are: their words go with it.  Raises MovedOn
    when the text is another by now, and Refused with the reasons.
    """
    row, text = mutation.locked(file.text)
    file = WordFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    require(_done(file))
    if seen != state(text):
        raise MovedOn
    found = preview(text, from_json(file.reading))
    drafts = [one.draft for one in found.offers if one.number in chosen and one.draft is not None]
    positions = _positions(found, said)
    require(_none((*drafts, *positions)), _too_many(drafts))
    made = actions.propose(row, drafts, by=by, at=at) if drafts else ()
    for paragraph, (value, note) in positions.items():
        actions.take_position(row, paragraph, value, note=note, by=by, at=at)
    file.done_at, file.made, file.reading = at, list(made), {}
    file.save(update_fields=["done_at", "made", "reading"])
    return made


def state(text: core.NegotiatedText) -> str:
    """The digest of all that a preview depends on: the words, what is agreed and what is open."""
    return digest_of(
        {
            "words": core.text_digest(text),
            "marks": [[one.id, one.mark.value] for one in text.current],
            "held": [[one.id, one.paragraph] for one in text.standing_reservations],
            "open": [[one.id, dict(one.words)] for one in text.open_proposals],
        }
    )


def _positions(
    found: Preview, said: Mapping[int, core.Value]
) -> Mapping[str, tuple[core.Value, str]]:
    """One position on each paragraph: the last that was chosen, with the words of all comments."""
    made: dict[str, tuple[core.Value, str]] = {}
    for number, (paragraph, comment) in enumerate(found.remarks, start=1):
        if number in said:
            before = made[paragraph][1] + "\n" if paragraph in made else ""
            made[paragraph] = said[number], before + comment.words
    return made


def _done(file: WordFile) -> Refusal | None:
    if file.done_at is None:
        return None
    return Refusal(
        PRACTICE, _("This file has already been imported: its proposals are in the text.")
    )


def _none(chosen: Collection[object]) -> Refusal | None:
    if chosen:
        return None
    return Refusal(
        PRACTICE, _("Select at least one change, or leave the page without proposing anything.")
    )


def _too_many(drafts: Collection[actions.Draft]) -> Refusal | None:
    if len(drafts) <= MOST:
        return None
    message = _(
        "At most {number} changes may be proposed at once. Choose fewer, and import the "
        "file again for the rest."
    )
    return Refusal(PRACTICE, message, {"number": MOST})

"""Bring into a draft what was entered after it was made: points of action, late statements, departures.

What people wrote, left out or have still to choose stays as it is; what nobody touched says what is so
now.  Source: domain.md B.9 (CB-38, CB-39), C.4 (statements until 48 hours after the closing).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cochair.features.meeting_records import draft_content, drafts, queries
from cochair.features.meeting_records.merge import in_order
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import RecordDraft, RecordParagraph
from cochair.procedure.refusal import require


@dataclass(frozen=True, slots=True)
class Brought:
    """How many paragraphs are new, and how many say what is so now; `apart` are the places (from 1) of
    those in which people wrote although something else is so by now."""

    new: int = 0
    changed: int = 0
    apart: tuple[int, ...] = ()


@transaction.atomic
def bring_in(draft: RecordDraft, *, by: ActingOffice, at: datetime) -> Brought:
    """Draft from the room once more, and take up what is new in it.

    New paragraphs come to their place.  One in which nobody wrote says what is so now, or is left out
    where nothing is; what it said is kept.  Raises Refused as `writing.write`.
    """
    meeting = drafts.locked(draft.meeting)
    row = RecordDraft.objects.select_related("party").get(pk=draft.pk)
    require(*drafts.still_open(meeting, row, by, at))
    rows = {one.key: one for one in queries.paragraphs(row)}
    pieces = {one.key: one for one in draft_content.drafted(meeting, at)}
    made, moved, changed, apart = [], [], 0, []
    for place, key in enumerate(in_order([list(rows), list(pieces)])):
        piece = pieces.get(key)
        words = drafts.words_of(piece) if piece else {}
        one = rows.get(key)
        if one is None:
            assert piece is not None
            made.append(drafts.paragraph_of(row, piece, place))
            continue
        if one.drafted is not None and one.drafted != words:
            if _is_untouched(one):
                _says(one, words, by, at)
                changed += 1
            else:
                apart.append(place + 1)
            one.drafted = words
        one.position = place
        moved.append(one)
    RecordParagraph.objects.bulk_create(made)
    fields = ["words", "left_out", "version", "drafted", "position"]
    RecordParagraph.objects.bulk_update(moved, fields)
    found = Brought(len(made), changed, tuple(apart))
    if made or changed:
        space = f"party:{row.party.code}" if row.party else "shared"
        facts = {"new": found.new, "changed": found.changed}
        drafts.tell(meeting, "record.brought_in", by=by, at=at, space=space, facts=facts)
    return found


def _is_untouched(one: RecordParagraph) -> bool:
    return one.words == one.drafted and not one.left_out and not one.is_open


def _says(one: RecordParagraph, words: Mapping[str, str], by: ActingOffice, at: datetime) -> None:
    """What is so now; of what is not so any more the words stay, and are not printed."""
    drafts.keep(one, by=by, at=at)
    one.version += 1
    if words:
        one.words = dict(words)
    else:
        one.left_out = True

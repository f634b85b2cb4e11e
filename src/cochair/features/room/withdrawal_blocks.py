"""What a decision in the room holds: the document while it is submitted, its words once adopted.

The words are those that both co-chairs submitted, in every language.  Source: domain.md C.4,
C.11 (INV-1, INV-2), CB-11, CB-14.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cochair.features.decisions.models import RoomDecision
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Revision
from cochair.features.languages.states import State
from cochair.features.register import holds
from cochair.features.register.holds import Hold, Verb, Way
from cochair.features.room import issue, queries
from cochair.procedure import consensus as core
from cochair.procedure.consensus.stages import ADOPTED, ON_THE_TABLE
from cochair.procedure.refusal import Refusal, _

SUBMITTED = _(
    "The document is submitted for adoption at the meeting: number {number}. "
    "Both co-chairs must withdraw it first."
)
AGREED = _(
    "This text was adopted: decision {number}. Only a corrigendum signed by both Parties, or a new document, may say something else."
)
UNISSUED = Refusal(
    "two-keys",
    _(
        "An adopted text is final once statements are no longer taken and both Parties have issued it."
    ),
)


def among(keys: Collection[int]) -> Iterable[QuerySet[Any, Any]]:
    """Of documents by their keys, those on which something is decided in the room."""
    yield RoomDecision.objects.filter(document__in=keys).values_list("document")


def on(document: Document, at: datetime) -> Iterable[Hold]:
    """What each decision in the room holds of a document at an instant (aware UTC)."""
    for row in queries.decisions(document.forum).filter(document=document):
        stage = core.stage(queries.decision(row))
        if stage in ON_THE_TABLE:
            follows = still_lacking(row)
            yield Hold(_says(SUBMITTED, row), holds.SUBMITTED, follows=follows)
        elif stage in ADOPTED:
            yield adopted(row)
            if issue.is_unissued(row, at):
                yield Hold(UNISSUED, frozenset({Verb.FINISH}), ways=frozenset({Way.ISSUE}))


def adopted(row: RoomDecision) -> Hold:
    """The hold of an adopted text; what was issued with its footnotes is what both signed then."""
    ways = {Way.CORRIGENDUM, Way.ISSUE, *((Way.TEXT,) if row.text_id else ())}
    return Hold(
        _says(AGREED, row),
        holds.AGREED,
        is_agreed=True,
        differs=lambda editions: issue.differs(row, editions),
        follows=still_lacking(row),
        ways=frozenset(ways),
    )


def still_lacking(row: RoomDecision) -> frozenset[str]:
    """The languages that both went on without and that are not there yet: each follows once."""
    aside = issue.set_aside(row)
    if not aside or row.revision is None:
        return frozenset()
    there = documents.read_by_others(_newest(row))
    return frozenset(
        code
        for code in aside
        if code not in there or there[code].courtesy or there[code].state == State.STALE
    )


def _newest(row: RoomDecision) -> Revision:
    found = row.document.revisions.order_by("number").last()
    assert found is not None
    return found


def _says(message: str, row: RoomDecision) -> Refusal:
    return Refusal("two-keys", message, {"number": row.number})

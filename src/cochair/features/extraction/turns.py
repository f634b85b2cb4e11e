"""Whose turn it is on an adopted text from which no commitments were taken yet."""

from collections.abc import Iterable
from datetime import datetime

from cochair.features.commitments.models import Commitment
from cochair.features.decisions.models import RoomDecision
from cochair.features.documents import queries as documents
from cochair.features.extraction import on_documents
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.turns import signed_by
from cochair.features.room import issue
from cochair.features.room import queries as room
from cochair.kernel.kind import Turn
from cochair.procedure import consensus
from cochair.procedure.checks.decisions import FINAL_DOCUMENT
from cochair.procedure.consensus.stages import ADOPTED
from cochair.procedure.refusal import _

TAKE = _("Extract the commitments: {symbol}")


def decided(forum: Forum) -> Iterable[RoomDecision]:
    """What was declared of final documents of which no commitment was taken, in cycles that go on.

    No final document is adopted by silence."""
    taken = Commitment.objects.filter(instrument__forum=forum, instrument__document__isnull=False)
    rows = room.decisions(forum).filter(kind=FINAL_DOCUMENT, declaration__isnull=False)
    rows = rows.filter(meeting__shut_at=None)
    return rows.exclude(document__in=taken.values("instrument__document")).order_by("pk")


def turns(row: RoomDecision, at: datetime) -> Iterable[Turn]:
    """Both take the commitments of an adopted text, once no statement beside it may come or is to be
    printed; an act that waits for a signature is a turn of its own."""
    document = row.document
    if consensus.stage(room.decision(row)) not in ADOPTED or issue.is_unissued(row, at):
        return ()
    if not on_documents.may_hold(document) or on_documents.waiting(document):
        return ()
    facts, where = {"symbol": documents.called(document)}, ("commitments:take", document.slug)
    codes = parties.roster(document.forum).party_codes
    return signed_by(codes, TAKE, facts, None, "", where)

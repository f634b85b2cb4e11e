"""What a record as a document may not do elsewhere: it is written on its own page, by both.

What both approved changes by no route, a corrigendum in its place included: that is a document of its
own, with its own number, which names what it corrects.  Source: domain.md CB-41, C.4 (Record).
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cochair.features.documents.models import Document
from cochair.features.records.models import MeetingRecord
from cochair.features.register import holds
from cochair.features.register.holds import Hold, Verb, Way
from cochair.procedure.refusal import Refusal, _

APPROVED = Refusal(
    "two-keys",
    _(
        "Both Parties approved this record. It can no longer be changed. A corrigendum is "
        "a separate document."
    ),
)
ELSEWHERE = Refusal("practice", _("A record is written on its own page, by both Parties."))
KEPT = Refusal(
    "practice", _("The record of a meeting cannot be withdrawn. Circulate a new revision instead.")
)
WRITING = frozenset({Verb.REVISE, Verb.WRITE, Verb.RELEASE})
TAKING_AWAY = frozenset({Verb.WITHDRAW, Verb.SUPERSEDE})


def among(keys: Collection[int]) -> Iterable[QuerySet[Any, Any]]:
    """Of documents by their keys, those that are records of meetings."""
    yield MeetingRecord.objects.filter(document__in=keys).values_list("document")


def on(document: Document, at: datetime) -> Iterable[Hold]:
    """What holds a document that is a record of a meeting: approved, it stays as it is.

    A language that was not there when both approved may still be added, on the record's page.
    """
    record = MeetingRecord.objects.filter(document=document).select_related("approval").first()
    if record is None:
        return
    approval = record.approval
    if approval is not None:
        languages = frozenset(approval.body["editions"])
        yield Hold(APPROVED, holds.AGREED, is_agreed=True, languages=languages)
    else:
        yield Hold(KEPT, TAKING_AWAY)
    yield Hold(ELSEWHERE, WRITING, ways=frozenset({Way.RECORD}))


def is_a_record(document: Document) -> bool:
    """Whether a document is the record of a meeting, to whose words both agree by approving it."""
    return MeetingRecord.objects.filter(document=document).exists()

"""What a record as a document may not do elsewhere: it is written on its own page, by both.

What both approved changes by no route, a corrigendum in its place included: that is a document of its
own, with its own number, which names what it corrects.  Source: domain.md CB-41, C.4 (Record).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from cochair.documents.models import Document
from cochair.procedure.refusal import Refusal, _
from cochair.records.models import MeetingRecord

APPROVED = Refusal(
    "two-keys",
    _("Both approved this record: it stays as it is. A corrigendum is a document of its own."),
)
ELSEWHERE = Refusal(
    "practice", _("A record is written on its own page, where both sides write it.")
)

_ON_ITS_PAGE: ContextVar[bool] = ContextVar("record_on_its_page", default=False)


@contextmanager
def on_its_page() -> Iterator[None]:
    """While this lasts, the record's own actions write its document."""
    token = _ON_ITS_PAGE.set(True)
    try:
        yield
    finally:
        _ON_ITS_PAGE.reset(token)


def to_changing(document: Document, language: str) -> Refusal | None:
    """Why a document that is a record, or one language of it, is not changed, if so.

    A language that was not there when both approved may still be added, on the record's page.
    """
    record = MeetingRecord.objects.filter(document=document).select_related("approval").first()
    if record is None:
        return None
    if record.approval is not None and (
        not language or language in record.approval.body["editions"]
    ):
        return APPROVED
    return None if _ON_ITS_PAGE.get() else ELSEWHERE


def to_withdrawing(document: Document, at: datetime) -> Refusal | None:
    """Why a document that is a record is not withdrawn or superseded: the meeting keeps it."""
    record = MeetingRecord.objects.filter(document=document).select_related("approval").first()
    if record is None:
        return None
    if record.approval is not None:
        return APPROVED
    return Refusal(
        "practice", _("The record of a meeting is not withdrawn: its next revision goes out.")
    )

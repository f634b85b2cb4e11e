"""Propose that both approve the record as it went out, and put what they approved before them to sign.

Source: domain.md CB-40, CB-41, C.4 (Record); clause I.2.7.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Original, Revision
from cochair.features.meeting_records import issue, queries
from cochair.features.meeting_records.issue import fresh
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.publications.actions import LEAST_REASON, lacking, standing
from cochair.features.records.models import MeetingRecord
from cochair.features.register import refusals
from cochair.features.signatures import actions as signing
from cochair.features.signatures import queries as signed
from cochair.procedure import record as core
from cochair.procedure.reason import is_reason
from cochair.procedure.refusal import Refusal, _, require
from cochair.web.localize import in_all
from cochair.web.localize import languages as languages_named

TITLE = _("Approve the record: {meeting}, {symbol}")


@transaction.atomic
def propose(record: MeetingRecord, *, reason: str, by: ActingOffice, at: datetime) -> JointAct:
    """Propose that both approve the revision that is out, in every language that it has.

    Where a language is missing or stale both may go on with a reason: it is added afterwards, and
    the clause on languages goes on asking for it.  Raises Refused with all that stands against it, and where the
    draft has gone on meanwhile, so that no language could be added any more.
    """
    record = fresh(record)
    require(*core.may(core.APPROVE, queries.course(record, at), at))
    out = queries.last_out(record)
    assert out is not None and record.document is not None
    editions = standing(out)
    book = parties.book(record.meeting.forum, at)
    missing = lacking(editions, book.languages)
    require(
        refusals.printed(reason),
        _reason_for(missing, reason, book.clause_for("languages_available")),
        issue.says_the_same(record, out) if missing else None,
    )
    return acts.propose(
        record.meeting.forum,
        kind=queries.APPROVE,
        subject=("document", record.document.slug),
        title=titles(record, out, at),
        body={
            "meeting": record.meeting.slug,
            "document": record.document.slug,
            "revision": out.number,
            "editions": {code: row.edition for code, row in editions.items()},
            "missing": list(missing),
        },
        by=by,
        at=at,
        clause=queries.clause(record.meeting, at),
        reason=reason.strip(),
    )


def prepare(record: MeetingRecord, *, by: ActingOffice, at: datetime) -> tuple[Original, ...]:
    """Put every language that both approved before them as a file to sign; once for each.

    Each Party's holder then signs with a key of its own (documents/signing), and the last
    signature seals the file.  Raises Refused before both approved.
    """
    found = queries.records(record.meeting.forum).get(pk=record.pk)
    course = queries.course(found, at)
    require(core.SEAL.refusal_from(core.state(course, at), course.clause))
    assert found.approved is not None and found.approval is not None
    rows = [
        one
        for one in signed.can_be_made(found.approved)
        if one.language in found.approval.body["editions"]
    ]
    made = []
    for one in rows:
        one.revision = Revision.objects.select_related("document__forum").get(pk=one.revision_id)
        made.append(signing.make_ready(one, by=by, at=at))
    return tuple(made)


def titles(record: MeetingRecord, out: Revision, at: datetime) -> Mapping[str, str]:
    """What the act is called, in each language."""
    book = parties.book(record.meeting.forum, at)
    assert record.document is not None
    return in_all(
        TITLE,
        meeting=lambda code: meeting_title(record.meeting, book, code),
        symbol=documents.name_of(record.document, out.number),
    )


def _reason_for(missing: tuple[str, ...], reason: str, clause: str) -> Refusal | None:
    if not missing or is_reason(reason, LEAST_REASON):
        return None
    return Refusal(
        clause,
        _(
            "Missing or out of date: {language}. Both Parties may still approve, with a "
            "reason of at least {number} characters."
        ),
        {"language": languages_named(missing), "number": LEAST_REASON},
    )

"""The joint act that approves a record: bound to the digest of every language of one revision."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts.kinds import FINGERPRINT, Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.documents import bound_texts
from cochair.features.documents import queries as documents
from cochair.features.meeting_records import issue, queries
from cochair.features.records.models import MeetingRecord
from cochair.features.register.mutation import changed
from cochair.formats.paragraphs import Text
from cochair.procedure import record as core
from cochair.procedure.refusal import Refusal, Sentence, _


def register_all() -> None:
    """Make the kind known; called once, when the app is ready."""
    register(
        Kind(
            code=queries.APPROVE,
            name=_("Approval of the record of a meeting"),
            effect=lambda act: Sentence(
                _("This is the record of the meeting. It can no longer be changed.")
            ),
            take_effect=_approve,
            entry="record.approved",
            over=_over,
            bound=_bound,
            guard=_may_be_approved,
            describe=_lines,
            shape=Shape.TEXT,
            texts=_texts,
            before=_texts_before,
            same=lambda act: act.body["revision"],
        )
    )


def record_of(act: JointAct) -> MeetingRecord:
    """The record that an act approves."""
    return queries.records(act.forum).get(document__slug=act.body["document"])


def _bound(act: JointAct) -> Mapping[str, object]:
    """Every language as it went out, and that no newer revision did."""
    record = record_of(act)
    out = queries.last_out(record)
    assert record.document is not None
    revision = record.document.revisions.get(number=act.body["revision"])
    return {"digests": documents.binds(revision), "newest": out.number if out else None}


def _texts(act: JointAct) -> Mapping[str, Text]:
    document = record_of(act).document
    assert document is not None
    return bound_texts.of_revision(document.revisions.get(number=act.body["revision"]), act)


def _texts_before(act: JointAct) -> Mapping[str, Text]:
    document = record_of(act).document
    assert document is not None
    return bound_texts.before(document.revisions.get(number=act.body["revision"]))


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The document, each language with its digest, and what is missing."""
    record = record_of(act)
    assert record.document is not None
    digests = documents.binds(record.document.revisions.get(number=act.body["revision"]))
    lines: list[Line] = [
        (_("Document"), documents.name_of(record.document, act.body["revision"])),
        (_("Title"), record.document.title),
    ]
    lines += [
        (FINGERPRINT, f"{code.upper()} {digests.get(code, '')}") for code in act.body["editions"]
    ]
    if act.body["missing"]:
        lines.append((_("Missing or out of date"), ", ".join(act.body["missing"]).upper()))
    return tuple(lines)


APPROVED = ended("record.approved", _("Both Parties have already approved the record."))


def _over(act: JointAct, at: datetime) -> Ended | None:
    return APPROVED if record_of(act).approved_id is not None else None


def _may_be_approved(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    record = record_of(act)
    out = queries.last_out(record)
    return (
        *core.may(core.APPROVE, queries.course(record, at), at),
        # What is missing is added afterwards, to what both approved.
        issue.says_the_same(record, out) if act.body["missing"] and out else None,
    )


def _approve(act: JointAct, at: datetime) -> None:
    """The revision is the record: its document is final, and the meeting is completed."""
    record = record_of(act)
    document = record.document
    assert document is not None
    revision = document.revisions.get(number=act.body["revision"])
    revision.approved_at = at
    revision.save(update_fields=["approved_at"])
    record.approval, record.approved = act, revision
    record.save(update_fields=["approval", "approved"])
    document.final_at = at
    changed(document)
    meeting = record.meeting
    meeting.completed_at = at
    meeting.save(update_fields=["completed_at"])

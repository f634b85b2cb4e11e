"""What went out of a record, as data: docs/reference/record-json.md describes every field."""

from datetime import datetime

from cochair.features.documents import queries as documents
from cochair.features.documents.models import Revision
from cochair.features.meeting_records import queries
from cochair.features.meeting_records.queries import Said
from cochair.features.records.models import MeetingRecord
from cochair.procedure import record as core

SCHEMA = "cochair-record-1"


def exported(record: MeetingRecord, out: Revision, at: datetime) -> dict[str, object]:
    """What went out, paragraph by paragraph in every language, with comments, keys and digests."""
    assert record.document is not None
    rows = out.expressions.filter(replaced_at=None, released_at__isnull=False)
    texts = {row.language: row for row in rows.order_by("language")}
    said = queries.said(record, queries.silences_on(record))
    course = queries.course(record, at)
    return {
        "schema": SCHEMA,
        "meeting": record.meeting.slug,
        "document": documents.name_of(record.document, out.number),
        "revision": out.number,
        "state": core.state(course, at).value,
        "languages": {
            code: {"digest": row.digest, "title": row.title} for code, row in texts.items()
        },
        "paragraphs": _paragraphs({code: row.text for code, row in texts.items()}),
        "comments": [_comment(one) for one in said],
        "approved": [
            {"party": party, "at": when.isoformat()} for party, when in sorted(course.keys.items())
        ],
        "sealed_at": course.sealed_at.isoformat() if course.sealed_at else None,
    }


def _paragraphs(texts: dict[str, list[dict[str, object]]]) -> list[dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for code, text in texts.items():
        for one in text:
            runs = one.get("runs", [])
            assert isinstance(runs, list)
            row = found.setdefault(
                str(one["id"]), {"id": one["id"], "kind": one["kind"], "words": {}, "notes": {}}
            )
            row["words"][code] = "".join(run["text"] for run in runs)  # type: ignore[index]
            row["notes"][code] = [run["note"] for run in runs if run.get("note")]  # type: ignore[index]
    return list(found.values())


def _comment(one: Said) -> dict[str, object]:
    return {
        "number": one.number,
        "revision": one.revision,
        "paragraph": one.paragraph,
        "from": one.voice if one.named else "",
        "language": one.language,
        "words": one.words,
        "received_at": one.at.isoformat(),
        "late": one.late,
        "taken_up": one.answer.taken_up if one.answer else None,
        "reason": one.answer.reason if one.answer else "",
        "reasons": one.answer.reasons if one.answer else {},
    }

"""Meetings as rows of the archive of their cycle.  Source: docs/decisions/0059."""

from collections.abc import Iterator
from datetime import datetime

from cochair.features.meetings.models import Meeting
from cochair.kernel.archive import Reader, instant
from cochair.kernel.kind import Row


def rows(reader: Reader) -> Iterator[Row]:
    """The meetings of the cycle: when and where, as known from when, who chaired, what both said."""
    rows = (
        Meeting.objects.filter(forum=reader.forum, cycle=reader.cycle)
        .prefetch_related(
            "schedules", "chairs__party", "chairs__member", "joint_notes__act", "sessions"
        )
        .order_by("slug")
    )
    for row in rows:
        yield {
            "id": row.slug,
            "configuration": row.configuration,
            "number": row.number,
            "kind": row.kind,
            "imported": row.imported,
            "certainty": row.certainty,
            "attested_at": instant(row.attested_at),
            "attested": row.attested or None,
            **{
                name: instant(getattr(row, name))
                for name in (
                    "confirmed_at",
                    "convened_at",
                    "prepared_at",
                    "opened_at",
                    "closed_at",
                    "completed_at",
                    "converted_at",
                    "cancelled_at",
                )
            },
            "suspensions": [
                [instant(datetime.fromisoformat(at)) if at else None for at in pause]
                for pause in row.suspensions
            ],
            "procedure_version": row.procedure_version or None,
            "options": row.options,
            "outcomes": row.outcomes,
            "schedules": [
                {
                    "known_from": instant(one.at),
                    "starts": instant(one.starts),
                    "ends": instant(one.ends),
                    "precision": one.precision,
                    "zone": one.zone,
                    "place": one.place,
                    "format": one.format,
                    "reason": one.reason,
                }
                for one in row.schedules.all()
            ],
            "chairs": [
                {
                    "party": one.party.code,
                    "member": one.member.code,
                    "deputy": one.deputy,
                    "checked_in_at": instant(one.checked_in_at),
                    "ended_at": instant(one.ended_at),
                }
                for one in row.chairs.all()
            ],
            "sessions": [
                {
                    "number": one.number,
                    "kind": one.kind,
                    "title": one.title,
                    "starts": instant(one.starts),
                    "ends": instant(one.ends),
                    "spoken": one.spoken,
                    "interpreted": one.interpreted,
                }
                for one in row.sessions.all()
                if one.removed_at is None
            ],
            "joint_notes": [
                {
                    "kind": one.kind,
                    "value": one.value,
                    "text": one.text,
                    "at": instant(one.at),
                    "act": one.act.number,
                }
                for one in row.joint_notes.all()
            ],
        }

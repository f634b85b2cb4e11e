"""The points of action as CSV: safe to open in a table program."""

import csv
import io
from collections.abc import Iterable

from cochair.features.delegations.tables import guarded
from cochair.features.records.models import ActionPoint

TYPE = "text/csv; charset=utf-8"


def as_csv(rows: Iterable[ActionPoint], languages: Iterable[str]) -> bytes:
    """With semicolons, in UTF-8 with its mark; what looks like a formula has an apostrophe."""
    spoken = tuple(languages)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            "meeting",
            "number",
            "item",
            *(f"text_{code}" for code in spoken),
            "owner",
            "due",
            "state",
            "reason",
            "evidence",
            "carried_to",
        ]
    )
    for one in rows:
        cells = [
            one.meeting.slug,
            str(one.number),
            one.item_key,
            *(one.text.get(code, "") for code in spoken),
            one.owner,
            one.due.isoformat(),
            one.state,
            one.reason,
            one.evidence,
            one.carried_to.meeting.slug if one.carried_to else "",
        ]
        writer.writerow([guarded(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")

"""What an archive says of its cycle."""

from collections.abc import Iterator

from cochair.cycles import queries
from cochair.kernel.archive import Reader, day, instant
from cochair.kernel.kind import Row
from cochair.procedure.calendar import civil_day


def cycle(reader: Reader) -> Iterator[Row]:
    """The cycle itself: its civil days, its state, and the decision by which both abandoned it."""
    row = reader.cycle
    act = queries.abandonment(row)
    yield {
        "id": str(row),
        "number": row.number,
        "start": day(row.start),
        "end": day(row.end),
        "state": queries.state_of(row, civil_day(reader.at, reader.forum.zone)).value,
        "closed_at": instant(row.closed_at),
        "abandoned_at": instant(row.abandoned_at),
        "act": act.number if act is not None else None,
        "decision": act.body["decision"] if act is not None else None,
        "reason": act.reason if act is not None else None,
    }

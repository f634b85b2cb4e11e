"""What an archive holds of handovers: the files of the own Party, without names and addresses.

The other Party neither reads them nor learns that they are there.  Source: domain.md B.11.
"""

from collections.abc import Iterator
from datetime import timedelta

from cochair.handovers import queries
from cochair.handovers.contents import CONTACTS
from cochair.handovers.rows import readable
from cochair.kernel.archive import Reader, instant
from cochair.kernel.kind import Row
from cochair.procedure.calendar import start_of_day

A_DAY = timedelta(days=1)


def packs(reader: Reader) -> Iterator[Row]:
    """The handover packs that were made in the days of the cycle, as they were frozen.

    The digest is that of the whole pack, with the addresses that are left out here.
    """
    zone, cycle = reader.forum.zone, reader.cycle
    first, last = start_of_day(cycle.start, zone), start_of_day(cycle.end + A_DAY, zone)
    for row in sorted(queries.packs(reader.forum, reader.party), key=lambda one: one.number):
        if not first <= row.made_at < last:
            continue
        yield {
            "number": row.number,
            "term": row.term.slug,
            "incoming": row.incoming.code,
            "made_at": instant(row.made_at),
            "digest": row.digest,
            "accepted_at": instant(row.accepted_at),
            "acknowledged_at": instant(row.acknowledged_at),
            "sections": [
                one
                for one in readable(row.content, reader.forum, reader.hat, reader.at)
                if one["code"] != CONTACTS
            ],
        }

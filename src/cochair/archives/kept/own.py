"""What one side has by itself: its handover packs.

The other Party neither reads any of it nor learns that it is there.  Names and addresses are left
out of packs, as everywhere in an archive.  Source: architecture section 3, law 5; domain.md B.11.
"""

from collections.abc import Iterator
from datetime import timedelta

from cochair.archives.parts import Part, Reader, Row, instant, member, register
from cochair.handovers import queries as handovers
from cochair.handovers.contents import CONTACTS
from cochair.handovers.rows import readable
from cochair.procedure.calendar import start_of_day
from cochair.procedure.refusal import _

A_DAY = timedelta(days=1)


def register_all() -> None:
    """Make these parts known; called once, when the app is ready."""
    register(
        Part(
            "handovers",
            _("Handover files"),
            packs,
            (
                (_("Number"), member("number")),
                (_("Made"), member("made_at")),
                (_("Incoming"), member("incoming")),
                (_("Digest"), member("digest")),
            ),
        )
    )


def packs(reader: Reader) -> Iterator[Row]:
    """The handover packs that were made in the days of the cycle, as they were frozen.

    The digest is that of the whole pack, with the addresses that are left out here.
    """
    zone, cycle = reader.forum.zone, reader.cycle
    first, last = start_of_day(cycle.start, zone), start_of_day(cycle.end + A_DAY, zone)
    for row in sorted(handovers.packs(reader.forum, reader.party), key=lambda one: one.number):
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

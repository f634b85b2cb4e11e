"""Who was in the delegations: what the list of participants shows, and no more.

No address and no language; of the other side's delegations those that were accepted.  A name whose
time is over is left out, also where the worker has not reduced it yet (`personal.periods`).
"""

from collections.abc import Iterator

from django.db.models import Q

from cochair.exports.archives.parts import Part, Reader, Row, instant, member, register
from cochair.features.delegations.queries import ACCEPTED
from cochair.features.meetings.models import Participant
from cochair.features.personal import queries as personal
from cochair.features.personal.periods import Kind
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import _


def register_all() -> None:
    """Make this part known; called once, when the app is ready."""
    register(
        Part(
            "participants",
            _("Participants"),
            participants,
            (
                (_("Meeting"), member("meeting")),
                (_("Delegation"), member("delegation")),
                (_("Name"), member("name")),
                (_("Official function"), member("function")),
            ),
        )
    )


def participants(reader: Reader) -> Iterator[Row]:
    """The people of each delegation: name, function, capacity, and when they came and left."""
    own = Q(delegation__member__party__code=reader.party)
    rows = Participant.objects.filter(
        own | Q(delegation__state=ACCEPTED),
        delegation__meeting__forum=reader.forum,
        delegation__meeting__cycle=reader.cycle,
        removed_at=None,
    ).select_related("delegation__meeting", "delegation__member", "delegation__organisation")
    past = _past(reader)
    for row in rows.order_by("delegation__meeting__slug", "badge", "pk"):
        company = row.delegation.member or row.delegation.organisation
        meeting = row.delegation.meeting.slug
        yield {
            "meeting": meeting,
            "delegation": company.code if company is not None else "",
            "badge": row.badge,
            "name": "" if meeting in past else f"{row.title} {row.name}".strip(),
            "function": row.function,
            "capacity": row.capacity,
            "mode": row.mode,
            "checked_in_at": instant(row.checked_in_at),
            "checked_out_at": instant(row.checked_out_at),
        }


def _past(reader: Reader) -> frozenset[str]:
    """The meetings of whose people no name is kept any more."""
    today = civil_day(reader.at, reader.forum.zone)
    items = personal.meetings(reader.forum, reader.at)
    return frozenset(
        one.about[1] for one in items if one.kind is Kind.PARTICIPANTS and one.day <= today
    )

"""Whose turn it is on letters that did not arrive."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cochair.kernel.kind import Turn
from cochair.mail.models import Message
from cochair.mail.queries import ALARMING
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.offices import Role
from cochair.procedure.calendar import civil_day, end_of_day, next_working_day
from cochair.procedure.refusal import _

REACH = _("Reach {n} recipients: messages did not arrive")


@dataclass(frozen=True, slots=True)
class Unreached:
    """How many recipients of a Party (by code) were not reached, and since when (aware UTC)."""

    forum: Forum
    party: str
    number: int
    since: datetime


def unreached(forum: Forum) -> tuple[Unreached, ...]:
    """Those of each Party together; whoever is of none is everybody's.  In one query."""
    rows = Message.objects.filter(forum=forum, state__in=ALARMING).exclude(subject="", body="")
    found: dict[str, list[Message]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.party, []).append(row)
    return tuple(
        Unreached(
            forum,
            party,
            len({one.recipient for one in own}),
            min(one.failed_at or one.queued_at for one in own),
        )
        for party, own in sorted(found.items())
    )


def turns(one: Unreached, at: datetime) -> Iterable[Turn]:
    """The secretariat of their Party reaches them otherwise, usually within two working days."""
    day = civil_day(one.since, one.forum.zone)
    for _again in range(2):
        day = next_working_day(day)
    for party in (one.party,) if one.party else parties.roster(one.forum).party_codes:
        yield Turn(
            Role.SECRETARIAT.value,
            party,
            REACH,
            {"n": str(one.number)},
            end_of_day(day, one.forum.zone),
            "practice",
            ("outbox:outbox", "#letters"),
        )

"""A meeting that sits, with everybody in it: what the benchmark of the room looks at.

Rows are put in at once; the last entry of the journal lets every page see them.  All are invented.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import bench_world

if TYPE_CHECKING:
    from cochair.features.meetings.models import Meeting
    from cochair.features.parties.models import Member
    from cochair.features.parties.offices import ActingOffice

ITEMS = 20


@dataclass(frozen=True)
class Room:
    """Where the room is, who follows it (address and session), and the session of a co-chair."""

    page: str
    items: tuple[str, ...]
    screens: tuple[tuple[str, str], ...]
    chair: str


def room(screens: int) -> Room:
    """An open meeting with an agenda of twenty items and a delegation of every member that has come."""
    from cochair.features.accounts.models import Account
    from cochair.features.meetings.models import Meeting
    from cochair.features.parties import actions as parties
    from cochair.features.parties import queries
    from cochair.web.clock import clock

    forum, at = bench_world.fullest(), clock.now()
    account, hat = bench_world.office("presidency.")
    meeting = Meeting.objects.filter(forum=forum, opened_at=None).order_by("pk").last()
    assert meeting is not None
    items = _agenda(meeting, hat, at)
    _came(meeting, queries.roster(forum).members, at)
    Meeting.objects.filter(pk=meeting.pk).update(confirmed_at=at, opened_at=at)
    members = queries.roster(forum).members
    found = []
    for number in range(screens):
        member = members[number % len(members)]
        one = Account.objects.create(email=f"screen-{number}@example.org", opened_at=at)
        parties.appoint(
            forum,
            account=one,
            role="delegation_member",
            party=member.party.code,
            member=member.code,
            organisation="",
            start=at - timedelta(days=1),
            end=None,
            by=None,
            at=at,
        )
        language = bench_world.LANGUAGES[number % len(bench_world.LANGUAGES)]
        path = f"/{language}/{forum.slug}/meetings/{meeting.slug}/room/live/"
        found.append((path, bench_world.cookie(one)))
    bench_world.noted(forum, at)
    page = f"/en/{forum.slug}/meetings/{meeting.slug}/room/"
    return Room(page, items, tuple(found), bench_world.cookie(account))


def _agenda(meeting: "Meeting", hat: "ActingOffice", at: datetime) -> tuple[str, ...]:
    from cochair.features.agendas.items import Item
    from cochair.features.agendas.revision import write

    items = tuple(
        Item(
            key=f"i{n}",
            title={code: f"{code.upper()}: item {n} of the day" for code in bench_world.LANGUAGES},
            tags=("other",),
        )
        for n in range(ITEMS)
    )
    version = write(meeting, stage="provisional", items=items, based_on=None, by=hat, at=at)
    version.row.published_at = at
    version.row.save(update_fields=["published_at"])
    return tuple(item.key for item in items)


def _came(meeting: "Meeting", members: "tuple[Member, ...]", at: datetime) -> None:
    """Of every member a head and three others, all checked in."""
    from cochair.features.meetings.models import Delegation, Invitation, Participant

    badge = 0
    for member in members:
        Invitation.objects.create(meeting=meeting, member=member, sent_at=at)
        row = Delegation.objects.create(meeting=meeting, member=member, opened_at=at)
        for place in range(4):
            badge += 1
            Participant.objects.create(
                delegation=row,
                badge=badge,
                order=place,
                name=f"Delegate {badge}",
                capacity="adviser" if place else "head",
                rank="" if place else "minister",
                added_at=at,
                checked_in_at=at,
            )

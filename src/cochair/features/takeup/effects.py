"""What the last signature does: meetings stand as both attest them, as of before Cochair.

The same facts follow in whatever order, and in however many lists, they are attested: each line
says all of its meeting, and the last that was signed counts.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import Max

from cochair.features.acts.models import JointAct
from cochair.features.meetings.models import CoChair, Meeting, Schedule
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.takeup import owed, queries, refusals, texts, world
from cochair.features.takeup.lines import CONTACT, DAY, MEETING, Answer, Said, said_of
from cochair.features.takeup.models import Line, TakeUp
from cochair.features.takeup.world import WORLD
from cochair.journal.actions import record
from cochair.procedure.calendar import end_of_day, start_of_day

ATTESTED = "attested"


def attest(take_up: TakeUp, act: JointAct, at: datetime) -> None:
    """Give effect to a list that both have signed at an instant (aware UTC)."""
    made: dict[str, Meeting] = {}
    for line in queries.answered(take_up):
        if line.name.startswith((owed.OWED, WORLD)):
            continue
        meeting = made[line.name] = _meeting(take_up.forum, line, at)
        held = line.answer != Answer.NOT_HELD.value
        _write(meeting, line, said_of(line.body), act, at, held=held)
        record(
            take_up.forum.slug,
            verb="meeting.attested",
            about=("meeting", meeting.slug),
            by=None,
            at=at,
            facts={"act": act.number, "held": held},
        )
    for line in queries.answered(take_up):
        if line.name.startswith(owed.OWED):
            owed.attest(line, made, act, at)
        elif line.name.startswith(WORLD):
            world.attest(line, act, at)
    take_up.attested_at, take_up.act = at, act
    take_up.save(update_fields=["attested_at", "act"])


def _meeting(forum: Forum, line: Line, at: datetime) -> Meeting:
    """The meeting of a line, locked; one that nobody knew is made."""
    locked = Meeting.objects.select_for_update(of=("self",)).filter(forum=forum)
    found = locked.filter(slug=line.name).first()
    if found is not None:
        return found
    said = said_of(line.body)
    same = Meeting.objects.filter(forum=forum, configuration=said.configuration, kind=said.kind)
    number = (same.aggregate(n=Max("number"))["n"] or 0) + 1
    stem = parties.book(forum, at).configurations[said.configuration].slug
    stem = stem if said.kind == MEETING else f"{stem}-{CONTACT}"
    while Meeting.objects.filter(forum=forum, slug=f"{forum.slug}-{stem}-{number}").exists():
        number += 1
    return Meeting.objects.create(
        forum=forum,
        slug=f"{forum.slug}-{stem}-{number}",
        configuration=said.configuration,
        kind=said.kind,
        number=number,
        cycle=refusals.cycle_of(forum, said),
        known_at=at,
    )


def _write(
    meeting: Meeting, line: Line, said: Said, act: JointAct, at: datetime, *, held: bool
) -> None:
    book = parties.book(meeting.forum, at)
    place = book.places.get(said.place)
    zone = place.zone if place else book.zone
    _as_before(meeting, act, at)
    meeting.attested_at = meeting.attested_at or at
    meeting.attestation = act
    meeting.attested = {
        "held": held,
        "source": line.source,
        "by": line.party.code if line.party else "",
        "came": dict(said.came) if held else {},
        "texts": [dict(one) for one in said.texts] if held else [],
        **({"outcome": dict(said.outcome)} if held and said.outcome else {}),
    }
    if held:
        assert said.first is not None
        first, last = said.first, said.last or said.first
        meeting.opened_at, meeting.closed_at = start_of_day(first, zone), end_of_day(last, zone)
        meeting.cancelled_at = None
        Schedule.objects.create(
            meeting=meeting,
            at=at,
            starts=meeting.opened_at,
            ends=meeting.closed_at,
            precision=DAY,
            zone=zone,
            place=said.place,
            country=place.country if place else "",
            format=said.format,
            act=act,
            attested=True,
        )
        _chairs(meeting, said, first, zone, at)
    else:
        meeting.opened_at = meeting.closed_at = None
        meeting.cancelled_at = at
    meeting.save()
    texts.adopted(meeting, line.source, said, act, held=held)


def _as_before(meeting: Meeting, act: JointAct, at: datetime) -> None:
    """Take back what an earlier list said of the day and of who chaired: that stays on record, and
    what this one says does not depend on it."""
    if meeting.attestation is None:
        return
    rows = CoChair.objects.filter(meeting=meeting)
    since = meeting.attestation.effective_at
    rows.filter(certainty=ATTESTED, ended_at=None).update(ended_at=at)
    rows.filter(ended_at=since).exclude(certainty=ATTESTED).update(ended_at=None)
    schedules = list(Schedule.objects.filter(meeting=meeting).order_by("at", "pk"))
    told = [one for one in schedules if not one.attested]
    if told and schedules[-1].attested:
        told[-1].pk, told[-1].at, told[-1].act = None, at, act
        told[-1].save(force_insert=True)


def _chairs(meeting: Meeting, said: Said, first: date, zone: str, at: datetime) -> None:
    """Who sat: the member that both attest; whoever was named before ends where both say so."""
    roster, sat = parties.roster(meeting.forum), start_of_day(first, zone)
    rows = CoChair.objects.filter(meeting=meeting, deputy=False, ended_at=None)
    for party in roster.parties:
        if party.code not in said.chairs:
            continue
        rows.filter(party=party).update(ended_at=at)
        made: dict[str, Any] = {"at": at, "checked_in_at": sat, "certainty": ATTESTED}
        member = roster.member(said.chairs[party.code])
        CoChair.objects.create(meeting=meeting, party=party, member=member, **made)

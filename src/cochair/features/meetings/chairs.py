"""The co-chairs of a meeting and their deputies: who names them, and when they are there.

Source: domain.md A.4 (II.*.meetings.b.1); corrections.md section 2: checked in, not merely appointed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cochair.features.meetings import machine
from cochair.features.meetings.models import CoChair, Meeting, Participant
from cochair.features.parties import queries as parties
from cochair.features.parties.models import PresidencyTerm
from cochair.features.parties.offices import ActingOffice
from cochair.features.sessions.opening_hours import too_early_to_come
from cochair.journal.actions import record
from cochair.procedure.presidency import holder
from cochair.procedure.refusal import Refusal, _, require

HEAD = "head"


@dataclass(frozen=True, slots=True)
class Seated:
    """A co-chair or deputy of a Party, and since when there (UTC); None while absent.

    `by_head` says that the head of the member's delegation is the co-chair and was checked in.
    """

    row: CoChair
    since: datetime | None
    by_head: bool


@transaction.atomic
def appoint_chair(
    meeting: Meeting, *, member: str, deputy: bool, by: ActingOffice, at: datetime
) -> CoChair:
    """Name the co-chair of one's own Party, or its deputy; whoever was named before makes way.

    Raises Refused for another Party's chair and once the meeting is over.  That the member is
    not the presidency on the first day is not refused: the clause will say so.
    """
    meeting = _locked(meeting)
    roster = parties.roster(meeting.forum)
    require(
        machine.refusal("chair.name", meeting, at),
        _acts_for_a_party(by),
        _member_of(roster, by.party, member),
    )
    for before in CoChair.objects.filter(
        meeting=meeting, party__code=by.party, deputy=deputy, ended_at=None
    ):
        before.ended_at = at
        before.save(update_fields=["ended_at"])
    chair = CoChair.objects.create(
        meeting=meeting,
        party=roster.party(by.party),
        member=roster.member(member),
        term=PresidencyTerm.objects.filter(
            party__code=by.party, party__forum=meeting.forum, holder__code=member
        ).last(),
        deputy=deputy,
        at=at,
    )
    _record(chair, "chair.appointed", by=by, at=at, on_behalf_of=by.party)
    return chair


@transaction.atomic
def check_in(meeting: Meeting, number: int, *, by: ActingOffice, at: datetime) -> CoChair:
    """A co-chair or deputy is here; a second time changes nothing.

    Raises Refused for one who is not named, and before the day is fixed or after the closing.
    """
    meeting, chair = _standing(meeting, number, at)
    if chair.checked_in_at is None:
        chair.checked_in_at = at
        chair.save(update_fields=["checked_in_at"])
        _record(chair, "chair.checked_in", by=by, at=at)
    return chair


@transaction.atomic
def undo_check_in(meeting: Meeting, number: int, *, by: ActingOffice, at: datetime) -> CoChair:
    """The check-in was a mistake.  The ledger still says that it was made."""
    meeting, chair = _standing(meeting, number, at)
    if chair.checked_in_at is not None:
        chair.checked_in_at = None
        chair.save(update_fields=["checked_in_at"])
        _record(chair, "chair.check_in_undone", by=by, at=at)
    return chair


def seated(meeting: Meeting) -> tuple[Seated, ...]:
    """Who is named to chair a meeting, and who of them is there; two queries.

    The co-chair of a Party is the head of the delegation of its member: checking in the person
    checks in the co-chair.  A deputy is checked in by name.
    """
    rows = CoChair.objects.filter(meeting=meeting, ended_at=None).select_related("party", "member")
    arrived = heads(meeting)
    return tuple(_seated(row, arrived) for row in rows.order_by("party__code", "deputy", "pk"))


def heads(meeting: Meeting) -> Mapping[int, datetime]:
    """Since when the head of each member's delegation is there, by the key of the member."""
    found = Participant.objects.filter(
        delegation__meeting=meeting, capacity=HEAD, removed_at=None, checked_in_at__isnull=False
    ).exclude(delegation__member=None)
    rows = found.values_list("delegation__member", "checked_in_at")
    return {member: since for member, since in rows if since is not None}


def present(meeting: Meeting) -> frozenset[str]:
    """The Parties of which a co-chair or a deputy is checked in, by code."""
    return frozenset(one.row.party.code for one in seated(meeting) if one.since is not None)


def there(meeting: Meeting, at: datetime) -> frozenset[str]:
    """The Parties that chair at an instant, by code: their co-chair or deputy is checked in.

    Where a Party named nobody, the head of the delegation of the State that presides stands in.
    """
    found = present(meeting)
    named = {one.row.party.code for one in seated(meeting)}
    arrived = heads(meeting)
    roster = parties.roster(meeting.forum)
    keys = {row.code: row.pk for row in roster.members}
    presiding = {
        party: holder(roster.terms, party, at).holder or ""
        for party in roster.party_codes
        if party not in named
    }
    by_head = {party for party, member in presiding.items() if keys.get(member) in arrived}
    return found | by_head


def _seated(row: CoChair, arrived: Mapping[int, datetime]) -> Seated:
    if row.checked_in_at is not None or row.deputy:
        return Seated(row, row.checked_in_at, by_head=False)
    since = arrived.get(row.member_id)
    return Seated(row, since, by_head=since is not None)


def _standing(meeting: Meeting, number: int, at: datetime) -> tuple[Meeting, CoChair]:
    meeting = _locked(meeting)
    chair = (
        CoChair.objects.filter(meeting=meeting, pk=number, ended_at=None)
        .select_related("meeting__forum", "party", "member")
        .first()
    )
    require(
        machine.refusal("person.check_in", meeting, at) or too_early_to_come(meeting, at),
        _is_named(chair),
    )
    assert chair is not None
    return meeting, chair


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)
    )


def _record(
    chair: CoChair, verb: str, *, by: ActingOffice, at: datetime, on_behalf_of: str = ""
) -> None:
    record(
        chair.meeting.forum.slug,
        verb=verb,
        about=("meeting", chair.meeting.slug),
        by=by.account,
        office=by.title,
        on_behalf_of=on_behalf_of,
        at=at,
        facts={
            "party": chair.party.code,
            "member": chair.member.code,
            "deputy": chair.deputy,
        },
    )


def _acts_for_a_party(by: ActingOffice) -> Refusal | None:
    return None if by.party else Refusal("two-keys", _("Each Party must appoint its own co-chair."))


def _member_of(roster: parties.Roster, party: str, member: str) -> Refusal | None:
    if any(row.code == member and row.party.code == party for row in roster.members):
        return None
    return Refusal(
        "term", _("{member} is not a member of {party}."), {"member": member or "–", "party": party}
    )


def _is_named(chair: CoChair | None) -> Refusal | None:
    if chair is not None:
        return None
    return Refusal("practice", _("No co-chair is appointed under this number."))

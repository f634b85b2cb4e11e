"""Reads of handovers: which presidency ends next, who follows it, and the packs that were made."""

from dataclasses import dataclass
from datetime import datetime

from cochair.features.handovers.models import Pack
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Member, Party, PresidencyTerm
from cochair.features.parties.offices import OF_A_PRESIDENCY, WIND_DOWN, ActingOffice, Role
from cochair.procedure.presidency import HoldingKind, holder, incoming


@dataclass(frozen=True, slots=True)
class Change:
    """A presidency in office, or the one that left it last, and what is known of the one after it.

    `at` is the UTC instant at which the rights move, None while it is not known; `next` is the
    member that follows, None while nobody or more than one is designated; `is_over` says that the
    rights have moved already.  Where who follows is `disputed` without rivals, one is named and not
    confirmed.
    """

    party: Party
    term: PresidencyTerm | None
    now: Member | None
    at: datetime | None
    next: Member | None
    disputed: bool
    has_rivals: bool = False
    is_over: bool = False


def due(forum: Forum, hat: ActingOffice, at: datetime) -> Change:
    """The handover of which an office can make the file at an instant: the next one of its Party,
    or the last one, for its secretariat and for who left office, while that one has no file."""
    left = ended(forum, hat.party, at)
    if left is not None and (hat.role is Role.SECRETARIAT or hat.member == _code(left.now)):
        return left
    return change_of(forum, hat.party, at)


def ended(forum: Forum, party: str, at: datetime) -> Change | None:
    """The handover of the presidency that left office last, while its file can still be made.

    None where it left more than 90 days ago, where nobody is known to hold the office now, and
    once a file was made.
    """
    roster = parties.roster(forum)
    over = {
        one.end: one
        for one in roster.terms
        if one.party == party
        and isinstance(one.end, datetime)
        and one.end <= at < one.end + WIND_DOWN
    }
    now = holder(roster.terms, party, at)
    if not over or now.holder is None:
        return None
    end = max(over)
    row = next((one for one in roster.term_rows if one.slug == over[end].id), None)
    if row is None or row.holder is None or Pack.objects.filter(forum=forum, term=row).exists():
        return None
    return Change(
        party=roster.party(party),
        term=row,
        now=row.holder,
        at=end,
        next=roster.member(now.holder),
        disputed=False,
        is_over=True,
    )


def _code(member: Member | None) -> str:
    return member.code if member is not None else ""


def change_of(forum: Forum, party: str, at: datetime) -> Change:
    """The handover that comes next in one Party, as known at an instant."""
    roster = parties.roster(forum)
    held = holder(roster.terms, party, at)
    after = incoming(roster.terms, party, at)
    following = after[0] if after else None
    row = next((one for one in roster.term_rows if held.term and one.slug == held.term.id), None)
    end = held.term.end if held.term else None
    return Change(
        party=roster.party(party),
        term=row,
        now=roster.member(held.holder) if held.holder else None,
        at=end if isinstance(end, datetime) else None,
        next=roster.member(following.holder) if following and following.holder else None,
        disputed=following is not None and following.kind is HoldingKind.DISPUTED,
        has_rivals=following is not None and len(following.holders) > 1,
    )


def next_term(change: Change, forum: Forum) -> tuple[datetime | None, datetime | None]:
    """The term after a handover, from and to (aware UTC, half-open); None for an end not known."""
    if change.at is None:
        return None, None
    after = holder(parties.roster(forum).terms, change.party.code, change.at).term
    end = after.end if after is not None else None
    return change.at, end if isinstance(end, datetime) else None


def packs(forum: Forum, party: str) -> tuple[Pack, ...]:
    """The packs of one Party, newest first; another Party's are never read here."""
    return tuple(
        Pack.objects.filter(forum=forum, party__code=party).select_related(
            "party", "term__holder", "incoming", "made_by__member", "accepted_office__member"
        )
    )


def received(forum: Forum, hat: ActingOffice) -> Pack | None:
    """The newest handover file that was made for the presidency of an office; None without one."""
    if hat.role not in OF_A_PRESIDENCY:
        return None
    return next((one for one in packs(forum, hat.party) if one.incoming.code == hat.member), None)


def pack(forum: Forum, party: str, number: int) -> Pack | None:
    """One pack of a Party, or None."""
    return next((one for one in packs(forum, party) if one.number == number), None)

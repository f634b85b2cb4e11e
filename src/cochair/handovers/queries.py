"""Reads of handovers: which presidency ends next, who follows it, and the packs that were made."""

from dataclasses import dataclass
from datetime import datetime

from cochair.handovers.models import Pack
from cochair.parties import queries as parties
from cochair.parties.models import Forum, Member, Party, PresidencyTerm
from cochair.procedure.presidency import HoldingKind, holder, incoming


@dataclass(frozen=True, slots=True)
class Change:
    """A presidency in office and what is known of the one after it.

    `at` is the UTC instant at which the rights move, None while it is not known; `next` is the
    member that follows, None while nobody or more than one is designated.
    """

    party: Party
    term: PresidencyTerm | None
    now: Member | None
    at: datetime | None
    next: Member | None
    disputed: bool


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
    )


def packs(forum: Forum, party: str) -> tuple[Pack, ...]:
    """The packs of one Party, newest first; another Party's are never read here."""
    return tuple(
        Pack.objects.filter(forum=forum, party__code=party).select_related(
            "party", "term__holder", "incoming", "made_by__member", "accepted_office__member"
        )
    )


def pack(forum: Forum, party: str, number: int) -> Pack | None:
    """One pack of a Party, or None."""
    return next((one for one in packs(forum, party) if one.number == number), None)

"""Members and presidencies as a page shows them, on any day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as __

from cochair.features.parties import facts
from cochair.features.parties.models import Member, Party, PresidencyTerm
from cochair.features.parties.queries import Roster
from cochair.procedure.presidency import Holding, HoldingKind, holder, incoming, known_terms
from cochair.procedure.refusal import _
from cochair.web.localize import language_now

KIND_WORDS = {
    HoldingKind.HELD: "held",
    HoldingKind.DISPUTED: "disputed",
    HoldingKind.VACANT: "vacant",
    HoldingKind.UNKNOWN: "unknown",
}


def in_doubt(held: Holding) -> str:
    """What is open of a presidency (an English msgid): who of several, or whether the one that is named
    holds it; empty where it is settled."""
    if held.kind is not HoldingKind.DISPUTED:
        return ""
    return _("disputed") if len(held.holders) > 1 else _("not confirmed")


@dataclass(frozen=True)
class PartyOnADay:
    """One Party on one day: its members, who presides, who comes next, all its terms."""

    party: Party
    members: list[Member]
    not_yet: list[Member]
    holding: Holding
    holders: list[Member]
    next: list[tuple[Holding, list[Member]]]
    # Each with whether it runs, whether it is disputed, whether the other side may take note of it.
    terms: list[tuple[PresidencyTerm, bool, bool, bool]]

    @property
    def in_doubt(self) -> str:
        """What is open of who presides on that day, as `next_in_doubt`."""
        return in_doubt(self.holding)

    @property
    def is_vacant(self) -> bool:
        """Whether nobody presides on that day."""
        return self.holding.kind is HoldingKind.VACANT

    @property
    def is_unknown(self) -> bool:
        """Whether it is not known who presided on that day."""
        return self.holding.kind is HoldingKind.UNKNOWN

    @property
    def next_in_doubt(self) -> str:
        """What is open of who comes next (an English msgid): who of several, or whether the one that
        is named does; empty where it is settled."""
        return next((in_doubt(held) for held, _members in self.next if in_doubt(held)), "")


def parties_on(roster: Roster, day: date, at: datetime) -> list[PartyOnADay]:
    """Every Party on a civil day and the instant at which that day ends or now is."""
    terms = known_terms(roster.terms, at)
    return [_party(roster, party, day, at, terms) for party in roster.in_order(language_now())]


def _party(
    roster: Roster, party: Party, day: date, at: datetime, terms: tuple[object, ...]
) -> PartyOnADay:
    place = roster.protocol(language_now())
    members = sorted(roster.states, key=lambda member: place(member.code))
    own = [member for member in members if member.party_id == party.pk]
    held = holder(terms, party.code, at)  # type: ignore[arg-type]
    nexts = incoming(terms, party.code, at)  # type: ignore[arg-type]
    current = held.term.id if held.term else ""
    noted = {current, *(one.term.id for one in nexts if one.term)}
    return PartyOnADay(
        party=party,
        members=[member for member in own if _belongs(member, day)],
        not_yet=[member for member in own if not _belongs(member, day)],
        holding=held,
        holders=_members(roster, held),
        next=[(one, _members(roster, one)) for one in nexts],
        terms=[
            (row, row.slug == current, facts.is_disputed(row), row.slug in noted)
            for row in sorted(roster.term_rows, key=_beginning)
            if row.party_id == party.pk and (row.known_at is None or row.known_at <= at)
        ],
    )


def _beginning(row: PresidencyTerm) -> tuple[bool, float]:
    """Terms in the order in which they begin; those without a day come last."""
    start = row.start or row.start_not_after or row.start_not_before
    return start is None, start.timestamp() if start else 0.0


def _members(roster: Roster, held: Holding) -> list[Member]:
    return [roster.member(code) for code in held.holders if code]


def _belongs(member: Member, day: date) -> bool:
    start = member.member_from or member.from_not_after
    return (start is None or start <= day) and (member.member_to is None or day < member.member_to)


def certainty_words(member: Member) -> str:
    """How surely the day of joining is known, in words."""
    if member.member_from and member.from_precision == "day":
        return ""
    bounds: Mapping[str, date | None] = {
        "earliest": member.from_not_before,
        "latest": member.from_not_after,
    }
    if bounds["earliest"] and bounds["latest"]:
        return __("between two dates")
    return __("date not established")

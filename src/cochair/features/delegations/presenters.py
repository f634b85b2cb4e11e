"""Delegations and people as pages show them: in the reader's words, and only what may be seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.delegations import labels, refusals
from cochair.features.delegations.access import MeetingContext
from cochair.features.delegations.participation import Participation
from cochair.features.delegations.queries import (
    HEAD,
    INSTITUTIONS,
    DelegationView,
    Side,
    is_here,
    level_of,
)
from cochair.features.meetings.models import Participant
from cochair.procedure.book import Book, Configuration
from cochair.procedure.checks.composition import HeadLevel
from cochair.procedure.refusal import Sentence, _
from cochair.web.localize import translated

AT_CHECK = "members_invited_at_level"
LEVELS = {
    HeadLevel.LEVEL: _("of the required level"),
    HeadLevel.REPLACEMENT: _("declared replacement"),
    HeadLevel.UNFIT: _("function not accepted for a replacement"),
    HeadLevel.BELOW: _("not of the required level, and no declared replacement"),
    HeadLevel.UNKNOWN: _("function of the head of delegation not established"),
}


@dataclass(frozen=True, slots=True)
class PersonShown:
    """One person; `email` is empty for whoever may not read it."""

    row: Participant
    function: object
    rank: object
    capacity: str
    mode: str
    email: str
    is_head: bool
    is_here: bool


@dataclass(frozen=True, slots=True)
class CompanyShown:
    """One delegation for a page: its state, its head and what is missing."""

    company: DelegationView
    people: tuple[PersonShown, ...]
    number: int
    state: str
    tone: str
    head: PersonShown | None
    level: str
    level_is_fine: bool
    clause: str
    missing: bool
    may_write: bool
    address_shown: bool


@dataclass(frozen=True, slots=True)
class SideShown:
    """The delegations of a Party, of institutions or of observers, with how many lack names."""

    title: object
    tone: str
    delegations: tuple[CompanyShown, ...]
    missing: int
    people: int


def side(
    found: Side,
    seat: MeetingContext,
    book: Book,
    level: Configuration | None,
    *,
    heads_only: bool = False,
) -> SideShown | None:
    """One side as a reader may see it; None when nothing is left for that reader.

    With `heads_only` the people of a delegation are counted, and only its head is shown.
    """
    seen = tuple(
        company(one, seat, book, level, heads_only=heads_only)
        for one in found.delegations
        if seat.sees(one)
    )
    if not seen:
        return None
    title: object = found.party.short if found.party else other_title(found.kind)
    return SideShown(
        title=title,
        tone=found.party.tone if found.party else "",
        delegations=seen,
        missing=sum(1 for one in seen if one.missing),
        people=sum(one.number for one in seen),
    )


def company(
    one: DelegationView,
    seat: MeetingContext,
    book: Book,
    level: Configuration | None,
    *,
    heads_only: bool = False,
) -> CompanyShown:
    """One delegation as a reader may see it."""
    addressed = seat.sees_addresses(one)
    rows = [row for row in one.people if row.capacity == HEAD] if heads_only else one.people
    people = tuple(person(row, book, with_email=addressed) for row in rows)
    stands = level_of(one, level)
    state = one.row.state if one.row else ""
    return CompanyShown(
        company=one,
        people=people,
        number=one.number,
        state=__(STRUCK) if one.struck else __(labels.STATES.get(state, NOT_OPENED)),
        tone="off" if one.struck else TONES.get(state, "off"),
        head=next((shown for shown in people if shown.is_head), None),
        level=__(LEVELS[stands]) if stands else "",
        level_is_fine=stands is not None and stands.is_accepted,
        clause=book.clause_for(AT_CHECK, "", party=one.party) if stands else "",
        missing=not one.number,
        may_write=seat.writes(one) and one.row is not None and one.struck is None,
        address_shown=addressed,
    )


def roll(found: Side) -> Mapping[str, object]:
    """One side at the door: how many of its people are here, and which delegations have come."""
    return {
        "title": found.party.short if found.party else other_title(found.kind),
        "tone": found.party.tone if found.party else "",
        "here": sum(one.arrived for one in found.delegations),
        "all": len(found.people),
        "delegations": found.delegations,
    }


def person(row: Participant, book: Book, *, with_email: bool) -> PersonShown:
    """One person as a reader may see it."""
    return PersonShown(
        row=row,
        function=translated(row.function),
        rank=translated(book.ranks.get(row.rank, "")),
        capacity=__(labels.CAPACITIES.get(row.capacity, row.capacity)),
        mode=__(labels.MODES.get(row.mode, row.mode)),
        email=row.email if with_email else "",
        is_head=row.capacity == HEAD,
        is_here=is_here(row),
    )


def lines(found: Participation, names: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The figures of each Party in the order in which the page names the Parties."""
    by_party = {one.party: one for one in found.shares}
    return [
        {"share": by_party[code], "party": party}
        for code, party in names.items()
        if code in by_party and by_party[code].members
    ]


def said_besides(found: Participation) -> list[Sentence]:
    """What the clause says besides the figures, which stand in the table."""
    return [said for said in found.says if "present" not in said.facts]


def steps(one: DelegationView, seat: MeetingContext, at: datetime) -> Mapping[str, bool]:
    """Which steps of handing over are offered to a reader at an instant (aware UTC), by their name
    in addresses."""
    state = one.row.state if one.row else ""
    if one.row is None or one.struck is not None:
        return {}
    # A secretariat hands over and opens again only what it was asked to write.
    hands_over = seat.hands_over(one) and (not seat.serves(one) or bool(one.row.request))
    return {
        "submit": hands_over and state in {"open", "returned"},
        "accept": seat.serves(one) and state == "submitted",
        "give_back": seat.serves(one) and state in {"submitted", "accepted"},
        "reopen": hands_over
        and state in {"submitted", "accepted"}
        and not refusals.while_open(one.row, seat.hat, at),
    }


def judged(found: Participation) -> Sentence | None:
    """What both have said of the participation, if they have."""
    if found.judged is None:
        return None
    return Sentence(BOTH_ADEQUATE if found.judged.adequate else BOTH_NOT)


NOT_OPENED, STRUCK = _("Not opened yet"), _("Removed from the list")
BOTH_ADEQUATE = _("Both co-presidencies consider the participation adequate.")
BOTH_NOT = _("Both co-presidencies consider the participation not adequate.")
TONES = {"open": "plain", "submitted": "warn", "accepted": "good", "returned": "bad"}


def other_title(kind: str) -> str:
    """What the delegations of organisations are called, in the reader's words."""
    return __("Institutions and agencies") if kind == INSTITUTIONS else __("Observers")

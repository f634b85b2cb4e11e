"""Who has a say when something is decided: one voice each, as the forum's file says.

Either the delegation of every member, or the two Parties through the presidency in office.
Everybody else is heard and never counted: whoever holds several offices speaks as one of them
at a time, and a presidency's own State objects through its delegation.

Source: domain C.6 (principle 1), C.11 (INV-11), A.6 (AMB-16); corrections.md section 3.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cochair.procedure.presidency import Term, may_sign
from cochair.procedure.refusal import Refusal, Refused, _


class Unit(StrEnum):
    """Who counts as one voice."""

    MEMBER_DELEGATION = "member_delegation"
    PRESIDENCY = "presidency"
    PARTY = "party"


class Capacity(StrEnum):
    """As what somebody speaks."""

    DELEGATION = "delegation"
    PRESIDENCY = "presidency"
    SECRETARIAT = "secretariat"
    INCOMING = "incoming"
    INSTITUTION = "institution"
    AGENCY = "agency"
    OBSERVER = "observer"
    SUPPORT = "support"


SPEAKS_FOR = {
    Unit.MEMBER_DELEGATION: Capacity.DELEGATION,
    Unit.PRESIDENCY: Capacity.PRESIDENCY,
    Unit.PARTY: Capacity.PRESIDENCY,
}


@dataclass(frozen=True, slots=True, order=True)
class Voice:
    """One say: `id` is the member of a delegation, or the Party of a presidency."""

    id: str
    party: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Whoever takes part in a meeting, in one capacity; `checked_in_at` is the first time.

    `member` is the State, `party` its Party; both empty for those that belong to neither side.
    """

    capacity: Capacity
    member: str
    party: str
    accredited_at: datetime | None = None
    checked_in_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person who acts at this moment in one capacity, for a member of a Party."""

    account: str
    capacity: Capacity
    party: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The voices of one decision and the unit that they are."""

    unit: Unit
    voices: frozenset[Voice]


def unit_of(decision: Mapping[str, object], configuration: str, *, clause: str) -> Unit:
    """The unit that has a say in a configuration, from block `decision` of the forum's file.

    Raises Refused when the file names none for it, or one that nobody here knows: then nobody
    can say who would have to be asked.
    """
    entitled = decision.get("entitled")
    named = entitled.get(configuration) if isinstance(entitled, Mapping) else None
    if isinstance(named, str) and named in set(Unit):
        return Unit(named)
    message = _(
        "The procedures do not state who takes part in the decision in this type "
        "of meeting ({configuration})."
    )
    raise Refused(Refusal(clause, message, {"configuration": configuration}))


def entitlement(
    unit: Unit, parties: Iterable[str], participants: Iterable[Participant], before: datetime
) -> Entitlement:
    """The voices in a meeting: who was accredited and had checked in at any time before.

    Where the Parties speak through their presidencies each has its voice, present or not.
    Source: corrections.md section 3.
    """
    parties = tuple(parties)
    if unit is not Unit.MEMBER_DELEGATION:
        return Entitlement(unit, frozenset(Voice(party, party) for party in parties))
    return Entitlement(
        unit,
        frozenset(
            Voice(one.member, one.party)
            for one in participants
            if one.capacity is Capacity.DELEGATION
            and one.party in parties
            and one.accredited_at is not None
            and one.checked_in_at is not None
            and max(one.accredited_at, one.checked_in_at) < before
        ),
    )


def entitlement_of_members(
    unit: Unit, parties: Iterable[str], members: Iterable[Voice]
) -> Entitlement:
    """The voices between meetings, when nobody checks in: those of all members, or the Parties."""
    parties = tuple(parties)
    if unit is not Unit.MEMBER_DELEGATION:
        return Entitlement(unit, frozenset(Voice(party, party) for party in parties))
    return Entitlement(unit, frozenset(one for one in members if one.party in parties))


def voice_of(unit: Unit, speaker: Speaker) -> Voice:
    """The voice that a person would raise in this unit."""
    own = speaker.member if unit is Unit.MEMBER_DELEGATION else speaker.party
    return Voice(own, speaker.party)


def has_say(entitled: Entitlement, speaker: Speaker) -> bool:
    """Whether a person speaks in the right capacity for one of the voices.

    A presidency must besides be in office: `may_speak` says so.
    """
    fits = speaker.capacity is SPEAKS_FOR[entitled.unit]
    return fits and voice_of(entitled.unit, speaker) in entitled.voices


def may_speak(
    entitled: Entitlement,
    speaker: Speaker,
    at: datetime,
    terms: Iterable[Term],
    *,
    clause: str,
    term_clause: str = "term",
) -> Refusal | None:
    """Why this person has no say in this decision at an instant, if so.

    Source: domain C.11, INV-11.
    """
    if speaker.capacity is not SPEAKS_FOR[entitled.unit]:
        message = (
            _("Only the delegation of a member may take part in this decision.")
            if entitled.unit is Unit.MEMBER_DELEGATION
            else _("Only the two presidencies may take part in this decision.")
        )
        return Refusal(clause, message)
    if voice_of(entitled.unit, speaker) not in entitled.voices:
        message = _("{member} does not take part in this decision.")
        return Refusal(clause, message, {"member": speaker.member})
    if entitled.unit is Unit.MEMBER_DELEGATION:
        return None
    return may_sign(terms, speaker.party, speaker.member, at, clause=term_clause)

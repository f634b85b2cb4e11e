"""What the core is told: frozen facts, nothing else.

Instants are aware UTC datetimes, days are civil days, and codes are those of the forum's
own files.  `at` on a fact is the instant from which it is known (held, signed, sent,
released); `known(facts, at)` drops everything later, so that the past can be shown as it
was.  A fact with `at=None` has always been known.  `imported` marks what was loaded as
history: there an absent fact is unknown, never false.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any

from cochair.procedure.facts.cycle import (
    Assessment,
    Cycle,
    Extension,
    Plan,
    Report,
)
from cochair.procedure.facts.joint import (
    JointFact,
    KeyTurn,
)
from cochair.procedure.facts.meeting import (
    ActionPoint,
    Agenda,
    AgendaItem,
    Chair,
    CoherenceNote,
    Decision,
    Delegation,
    Invitation,
    JudgedParticipation,
    Meeting,
    NewAreaProposal,
    Notice,
    Observer,
    Omission,
    Preparation,
    Procedure,
    Programme,
    Record,
    RelevanceList,
    Schedule,
)
from cochair.procedure.facts.register import (
    Action,
    Commitment,
    Departure,
    Document,
    DocumentRevision,
    Indicator,
    Instrument,
    LanguageVersion,
    Membership,
    OptionChange,
    ProcedureVersion,
    Value,
)
from cochair.procedure.presidency import Term

__all__ = [
    "Action",
    "ActionPoint",
    "Agenda",
    "AgendaItem",
    "Assessment",
    "Chair",
    "CoherenceNote",
    "Commitment",
    "Cycle",
    "Decision",
    "Delegation",
    "Departure",
    "Document",
    "DocumentRevision",
    "Extension",
    "Facts",
    "Indicator",
    "Instrument",
    "Invitation",
    "JointFact",
    "JudgedParticipation",
    "KeyTurn",
    "LanguageVersion",
    "Meeting",
    "Membership",
    "NewAreaProposal",
    "Notice",
    "Observer",
    "Omission",
    "OptionChange",
    "Plan",
    "Preparation",
    "Procedure",
    "ProcedureVersion",
    "Programme",
    "Record",
    "RelevanceList",
    "Report",
    "Schedule",
    "Value",
    "known",
]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known about one forum."""

    forum: str
    zone: str
    opened_at: datetime | None = None
    known_until: date | None = None
    memberships: tuple[Membership, ...] = ()
    terms: tuple[Term, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    documents: tuple[Document, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    actions: tuple[Action, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    versions: tuple[ProcedureVersion, ...] = ()
    departures: tuple[Departure, ...] = ()
    options: tuple[OptionChange, ...] = ()


def known(facts: Facts, at: datetime) -> Facts:
    """The same facts as they were known at an instant (aware UTC): later ones do not exist.

    Source: corrections.md section 1, "As at".
    """
    cycles = tuple(cycle.as_known(at) for cycle in facts.cycles)
    meetings = tuple(meeting.as_known(at) for meeting in facts.meetings)
    if cycles != facts.cycles or meetings != facts.meetings:
        facts = replace(facts, cycles=cycles, meetings=meetings)
    return _known(facts, at)


def settled(facts: Facts) -> datetime | None:
    """The latest instant at which any of the facts became known: from then on `known` gives all
    of them as they are.  None when they name no instant."""
    return max(_instants(facts), default=None)


def _instants(value: object) -> Iterator[datetime]:
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _instants(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _instants(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for spec in fields(value):
            inside = getattr(value, spec.name)
            announced = spec.name != "at" and not spec.name.endswith("_at")
            if not (isinstance(inside, datetime) and announced):
                yield from _instants(inside)


def _known[T](fact: T, at: datetime) -> T:
    changes: dict[str, Any] = {}
    for spec in fields(fact):  # type: ignore[arg-type]
        before = getattr(fact, spec.name)
        if isinstance(before, datetime) and not spec.name.endswith("_at"):
            # What is announced (a start, the edge of a term) was known before it comes.
            continue
        after = _pruned(before, at)
        if after is not before:
            changes[spec.name] = after
    return replace(fact, **changes) if changes else fact  # type: ignore[type-var]


def _pruned(value: object, at: datetime) -> object:
    """None for what is later than `at`; collections without their later members."""
    if isinstance(value, datetime):
        return value if value <= at else None
    if isinstance(value, tuple):
        kept = tuple(_pruned(item, at) for item in value if not _later(item, at))
        return value if kept == value else kept
    if isinstance(value, Mapping):
        kept_items = {k: v for k, v in value.items() if not _later(v, at)}
        return value if len(kept_items) == len(value) else kept_items
    if is_dataclass(value) and not isinstance(value, type):
        return None if _later(value, at) else _known(value, at)
    return value


def _later(value: object, at: datetime) -> bool:
    if isinstance(value, datetime):
        return value > at
    moment = getattr(value, "at", None)
    return isinstance(moment, datetime) and moment > at

"""What stands between a text and its adoption, each thing with its clause.

Some things nobody can set aside; some both Parties may, with a reason that is kept and shown;
some are only shown.

Source: corrections.md section 1 ("Guards"); domain C.4 (guards of "put the text"), CB-14.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cochair.procedure.book import Book
from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, _

PRACTICE = "practice"


class Weight(StrEnum):
    """What an obstacle does: stops for good, stops unless both set it aside, or is shown."""

    STOPS = "stops"
    STOPS_UNLESS_BOTH = "stops_unless_both"
    SHOWN = "shown"


class Subject(StrEnum):
    """What an obstacle is about."""

    BRACKET = "bracket"
    GENERAL_RESERVATION = "general_reservation"
    RESERVATION = "reservation"
    POSITION = "position"
    REOPENED = "reopened"
    LANGUAGE = "language"
    CONCORDANCE = "concordance"
    CLEARANCE = "clearance"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands before adoption: what, how heavy, which clause, in one sentence.

    `paragraph` is the stable id where it hangs on one; empty for the whole text.
    """

    subject: Subject
    weight: Weight
    says: Refusal
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Waiver:
    """Both Parties set an obstacle of this subject aside, for a reason that is kept and shown."""

    subject: Subject
    reason: str


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses that decisions cite: ids of the procedures, or `practice` where they say none."""

    consensus: str = PRACTICE
    clearance: str = PRACTICE
    languages: str = PRACTICE
    practice: str = PRACTICE


CHECKS = {
    "decisions_by_consensus": "consensus",
    "clearances_before_decision": "clearance",
    "languages_available": "languages",
}


def clauses_of(book: Book) -> Clauses:
    """The clauses of a forum on decisions, found by the checks that judge them.

    Block `decision` may name the rule of consensus itself.
    """
    found: dict[str, str] = {}
    for clause in book.clauses:
        if (name := CHECKS.get(clause.check.fn)) is not None:
            found.setdefault(name, clause.id)
    rule = book.decision.get("rule")
    if isinstance(rule, str):
        found["consensus"] = rule
    return Clauses(**found)


class Cleared(StrEnum):
    """What a Party says of a text after asking within itself."""

    PENDING = "pending"
    GIVEN = "given"
    NOT_NEEDED = "not_needed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Clearance:
    """A Party's word at `at` on the text with this digest; it says nothing of any other text."""

    party: str
    state: Cleared
    at: datetime
    digest: str


def clearance_of(clearances: Iterable[Clearance], party: str, digest: str, at: datetime) -> Cleared:
    """The last word of a Party on a text, as known at an instant."""
    said = [
        one for one in clearances if (one.party, one.digest) == (party, digest) and one.at <= at
    ]
    return max(said, key=lambda one: one.at).state if said else Cleared.PENDING


def uncleared(
    parties: Iterable[str],
    clearances: Iterable[Clearance],
    digest: str,
    at: datetime,
    clauses: Clauses,
) -> tuple[Obstacle, ...]:
    """One obstacle for each Party that has not cleared this text, nor said that it need not.

    Source: domain C.4, C.2 (Clearance).
    """
    clearances = tuple(clearances)
    return tuple(
        Obstacle(
            Subject.CLEARANCE,
            Weight.STOPS_UNLESS_BOTH,
            Refusal(
                clauses.clearance,
                _("{party} has not given clearance for this text."),
                {"party": party},
            ),
        )
        for party in parties
        if clearance_of(clearances, party, digest, at) not in (Cleared.GIVEN, Cleared.NOT_NEEDED)
    )


def stopping(obstacles: Iterable[Obstacle], waivers: Iterable[Waiver]) -> tuple[Refusal, ...]:
    """What still stops, after what both Parties set aside for a reason.

    A reason without words is none, and what stops for good is not set aside at all.
    """
    aside = {one.subject for one in waivers if has_words(one.reason)}
    return tuple(
        one.says
        for one in obstacles
        if one.weight is Weight.STOPS
        or (one.weight is Weight.STOPS_UNLESS_BOTH and one.subject not in aside)
    )

"""How a decision can end, and what delegations may say beside it.

There are four honest ends. None of them is an agreement over a standing objection.

Source: domain B.4 (CB-11 to CB-13), C.2 (Statement), A.6 (AMB-17).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cochair.procedure.refusal import Refusal, _


class Outcome(StrEnum):
    """What a decision ended with."""

    ADOPTED_BY_CONSENSUS = "adopted_by_consensus"
    ADOPTED_WITH_STATEMENTS = "adopted_with_statements"
    CO_CHAIRS_SUMMARY = "co_chairs_summary"
    NOT_AGREED = "not_agreed"

    @property
    def is_agreement(self) -> bool:
        """Whether something was agreed; a summary of the co-chairs is theirs alone."""
        return self in (Outcome.ADOPTED_BY_CONSENSUS, Outcome.ADOPTED_WITH_STATEMENTS)


class StatementKind(StrEnum):
    """What a delegation may say beside a text that it lets pass."""

    EXPLANATION = "explanation_of_position"
    RESERVATION = "reservation_on_paragraph"
    DISSOCIATION_FROM_PARAGRAPH = "dissociation_from_paragraph"
    DISSOCIATION = "dissociation_from_text"
    INTERPRETATIVE = "interpretative"


ON_PARAGRAPHS = frozenset({StatementKind.RESERVATION, StatementKind.DISSOCIATION_FROM_PARAGRAPH})


@dataclass(frozen=True, slots=True)
class Statement:
    """What a delegation said at `at` beside a text, by language; on `paragraphs` where it names any.

    `instead_of` is the objection or reservation that it replaces.
    """

    id: str
    voice: str
    kind: StatementKind
    words: Mapping[str, str]
    at: datetime
    paragraphs: tuple[str, ...] = ()
    instead_of: str = ""


def statement_kinds(
    decision: Mapping[str, object], options: Mapping[str, object]
) -> frozenset[StatementKind]:
    """The kinds that a forum allows, from block `decision` of its file; all where it names none.

    With option `dissociation.whole_text` set to `blocks`, nobody lets a text pass and stands
    apart from the whole of it.
    """
    named = decision.get("statements")
    kinds = frozenset(
        kind for kind in StatementKind if not isinstance(named, list | tuple) or kind in named
    )
    if options.get("dissociation.whole_text") == "blocks":
        kinds -= {StatementKind.DISSOCIATION}
    return kinds


def unfit(statement: Statement, allowed: Iterable[StatementKind], *, clause: str) -> Refusal | None:
    """Why a statement cannot be filed as it is: its kind, no words, no paragraph."""
    if statement.kind not in set(allowed):
        return Refusal(clause, _("The procedures do not provide for this type of statement."))
    if not any(words.strip() for words in statement.words.values()):
        return Refusal(clause, _("Enter the text of the statement."))
    if statement.kind in ON_PARAGRAPHS and not statement.paragraphs:
        return Refusal(clause, _("Name the paragraphs that the statement is about."))
    return None

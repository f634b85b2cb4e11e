"""What is said of a presidency that is in doubt: it is disputed between members, or not confirmed.

A member that one source alone names has no rival, and nothing is disputed: its Party has only not
confirmed it.  Source: corrections section 3, US-09.
"""

from collections.abc import Iterable
from datetime import datetime

from cochair.procedure.presidency import WHY_NOT, HoldingKind, Term, holder, incoming
from cochair.procedure.refusal import Refusal, Sentence, _

# By whether it is the next presidency, whether an instant is named, and whether there are rivals.
DOUBTS = {
    (False, False, True): WHY_NOT[HoldingKind.DISPUTED],
    (False, False, False): _(
        "The presidency of {party} is not confirmed ({holders}). {party} must confirm it."
    ),
    (False, True, True): _(
        "The presidency of {party} on {at} is disputed ({holders}). {party} must settle the dispute."
    ),
    (False, True, False): _(
        "The presidency of {party} on {at} is not confirmed ({holders}). {party} must confirm it."
    ),
    (True, False, True): _(
        "The next presidency of {party} is disputed ({holders}). {party} must settle the dispute."
    ),
    (True, False, False): _(
        "The next presidency of {party} is not confirmed ({holders}). {party} must confirm it."
    ),
    (True, True, True): _(
        "The next presidency of {party} (from {at}) is disputed ({holders}). {party} must settle "
        "the dispute."
    ),
    (True, True, False): _(
        "The next presidency of {party} (from {at}) is not confirmed ({holders}). {party} must "
        "confirm it."
    ),
}


def in_doubt(
    party: str, holders: tuple[str, ...], at: datetime | None = None, *, is_next: bool = False
) -> Sentence:
    """That a presidency is disputed between members, or of one only not confirmed: that of now, that
    at a UTC instant, or the next, from an instant if that is known."""
    facts = {"party": party, "holders": holders, "at": at}
    return Sentence(DOUBTS[is_next, at is not None, len(holders) > 1], facts)


def disputed_succession(
    terms: Iterable[Term], party: str, at: datetime, *, clause: str = "term"
) -> Refusal | None:
    """Refuse when it is disputed between members who follows the incumbent at a UTC instant.

    That the only one named is not confirmed yet takes nothing from the presidency in office. A soft
    guard: both keys may go on with a reason. Source: corrections section 3, US-09.
    """
    found = incoming(terms, party, at)
    if not found or found[0].kind is not HoldingKind.DISPUTED or len(found[0].holders) < 2:
        return None
    term = holder(terms, party, at).term
    end = term.end if term is not None and isinstance(term.end, datetime) else None
    said = in_doubt(party, found[0].holders, end, is_next=True)
    return Refusal(clause, said.message, {**said.facts, "next": True})

"""Who has still to stand by a notice: a holder who takes office after it went out.

Pure: terms and keys in, an answer out.  Source: domain.md A.4 (I.2.3), A.6 (AMB-37), C.5 (N07).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cochair.procedure.book import Book
from cochair.procedure.checks.chairing import NO_PRESIDENCY
from cochair.procedure.presidency import (
    Holding,
    HoldingKind,
    Term,
    holder,
)
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.procedure.succession import disputed_succession, in_doubt


@dataclass(frozen=True, slots=True)
class Pending:
    """A notice lacks the word of one who holds the office when the meeting begins.

    `member` is the holder, None where it is not settled who that is; `since` is the instant from
    which its term runs, None where it is not known; `is_due` says whether it is in office now.
    """

    party: str
    member: str | None
    since: datetime | None = None
    is_due: bool = False

    @property
    def said(self) -> Sentence:
        """What is still to come, in words."""
        facts = {"party": self.party, "member": self.member, "at": self.since}
        if self.member is None:
            return Sentence(
                _("The presidency of {party} when the meeting begins is not settled."), facts
            )
        if self.is_due:
            return Sentence(
                _("{member}, which now holds the presidency of {party}, must confirm the notice."),
                facts,
            )
        if self.since is None:
            return Sentence(
                _(
                    "{member} will have to confirm the notice once it holds the presidency "
                    "of {party}."
                ),
                facts,
            )
        return Sentence(
            _(
                "{member} will have to confirm the notice: it holds the presidency of "
                "{party} from {at}."
            ),
            facts,
        )


def presiding(book: Book) -> tuple[str, ...]:
    """The Parties that have a presidency."""
    return tuple(party.code for party in book.parties if party.model != NO_PRESIDENCY)


def pending(
    parties: Iterable[str],
    terms: tuple[Term, ...],
    given: Iterable[tuple[str, str]],
    starts: datetime,
    at: datetime,
) -> tuple[Pending, ...]:
    """Whose word is missing; `given` holds (Party, member) of every key and confirmation."""
    words = set(given)
    found = []
    for party in parties:
        then = holder(terms, party, starts)
        if then.holder is None:
            found.append(Pending(party, None))
        elif (party, then.holder) not in words:
            now = holder(terms, party, at)
            found.append(Pending(party, then.holder, _begins(then), now.holder == then.holder))
    return tuple(found)


def disputes(
    parties: Iterable[str],
    terms: tuple[Term, ...],
    starts: datetime,
    at: datetime,
    clause: str,
) -> tuple[Refusal, ...]:
    """Each Party whose presidency is disputed now, next, or when the meeting begins.

    A soft guard: both keys may go on with a reason.  Source: corrections.md section 3, US-09.
    """
    found = []
    for party in parties:
        for instant in (at, starts):
            held = holder(terms, party, instant)
            if held.kind is HoldingKind.DISPUTED:
                then = None if instant == at else instant
                said = in_doubt(party, held.holders, then)
                found.append(Refusal(clause, said.message, said.facts))
                break
        else:
            found += [r for r in (disputed_succession(terms, party, at, clause=clause),) if r]
    return tuple(found)


def _begins(held: Holding) -> datetime | None:
    start = held.term.start if held.term else None
    return start if isinstance(start, datetime) else None

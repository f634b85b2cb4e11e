"""How far a request to attend as an observer has come, as one small table.

Source: domain.md C.4 (Observer request); corrections.md section 3 (invited early).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """The states of a request.

    `INVITED_EARLY` is an invitation that was made elsewhere before every Party had agreed.
    `NOT_DECIDED` is a request that was neither declined nor led to an invitation before the meeting
    opened, was cancelled, or was left behind by the closing of its cycle: nobody may answer it any
    more, and that ends it.
    """

    SUBMITTED = "submitted"
    HALF_AGREED = "half_agreed"
    AGREED = "agreed"
    DECLINED = "declined"
    INVITED = "invited"
    INVITED_EARLY = "invited_early"
    ADMITTED = "admitted"
    NOT_DECIDED = "not_decided"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """What a Party says of a request; its latest answer counts."""

    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What can happen to a request."""

    AGREE = "agree"
    DECLINE = "decline"
    TAKE_BACK = "take_back"
    INVITE = "invite"
    REGISTER = "register"
    WITHDRAW = "withdraw"


OPEN_TO: Mapping[State, frozenset[Step]] = {
    State.SUBMITTED: frozenset({Step.AGREE, Step.DECLINE, Step.REGISTER, Step.WITHDRAW}),
    State.HALF_AGREED: frozenset(
        {Step.AGREE, Step.DECLINE, Step.TAKE_BACK, Step.REGISTER, Step.WITHDRAW}
    ),
    State.AGREED: frozenset(
        {Step.DECLINE, Step.TAKE_BACK, Step.INVITE, Step.REGISTER, Step.WITHDRAW}
    ),
    State.DECLINED: frozenset({Step.AGREE, Step.DECLINE, Step.TAKE_BACK, Step.WITHDRAW})
    | {Step.REGISTER},
    State.INVITED: frozenset({Step.DECLINE, Step.TAKE_BACK, Step.INVITE, Step.WITHDRAW}),
    State.INVITED_EARLY: frozenset(
        {Step.AGREE, Step.DECLINE, Step.TAKE_BACK, Step.INVITE, Step.WITHDRAW}
    ),
    State.ADMITTED: frozenset({Step.DECLINE, Step.TAKE_BACK, Step.WITHDRAW}),
    State.NOT_DECIDED: frozenset({Step.REGISTER}),
    State.WITHDRAWN: frozenset(),
}
"""What may happen in each state; every step also needs a meeting that has not opened."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of a Party and the instant that it was given."""

    answer: Answer
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """A request at one instant: every Party's answers, oldest first, and what came of it.

    `needed` are the Parties whose agreement is asked for; `outside` says that the invitation was
    made elsewhere and registered afterwards.  `too_late_from` is when the meeting opened, was
    cancelled, or its cycle was closed.
    """

    needed: tuple[str, ...]
    answers: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    invited_at: datetime | None = None
    outside: bool = False
    admitted_at: datetime | None = None
    withdrawn_at: datetime | None = None
    too_late_from: datetime | None = None

    def latest(self, party: str) -> Said | None:
        """The answer of a Party that counts; None while it has none, or took it back."""
        said = self.answers.get(party, ())
        return said[-1] if said and said[-1].answer is not Answer.WITHDRAWN else None

    def agreed_since(self, party: str) -> datetime | None:
        """From when the agreement of a Party that stands was given; None for none."""
        since = None
        for said in self.answers.get(party, ()):
            if said.answer is not Answer.AGREED:
                since = None
            elif since is None:
                since = said.at
        return since

    @property
    def missing(self) -> tuple[str, ...]:
        """The Parties without an agreement that stands, in their order."""
        return tuple(party for party in self.needed if self.agreed_since(party) is None)

    @property
    def is_early(self) -> bool:
        """Whether it was invited elsewhere while a Party had not agreed."""
        return self.outside and self.invited_at is not None and bool(self._missing_at_invitation)

    @property
    def is_invited(self) -> bool:
        """Whether an invitation stands: every Party agrees, and agreed before it.

        One that was made too early stands once the last Party agrees; that it came too early
        stays a fact, which the clause judges.  An agreement that is taken back ends it.
        """
        if self.invited_at is None or self.withdrawn_at is not None or self.missing:
            return False
        if self.is_early:
            return True
        given = [self.agreed_since(party) for party in self.needed]
        return all(at is not None and at <= self.invited_at for at in given)

    @property
    def _missing_at_invitation(self) -> tuple[str, ...]:
        at = self.invited_at
        assert at is not None
        before = {
            party: [one for one in self.answers.get(party, ()) if one.at <= at]
            for party in self.needed
        }
        return tuple(
            party
            for party, said in before.items()
            if not said or said[-1].answer is not Answer.AGREED
        )


def state_of(one: Standing) -> State:
    """How far a request has come."""
    if one.withdrawn_at is not None:
        return State.WITHDRAWN
    if one.admitted_at is not None and one.is_invited:
        return State.ADMITTED
    if one.is_early:
        return State.INVITED_EARLY
    if one.is_invited:
        return State.INVITED
    latest = [one.latest(party) for party in one.needed]
    if any(said is not None and said.answer is Answer.DECLINED for said in latest):
        return State.DECLINED
    if one.too_late_from is not None:
        return State.NOT_DECIDED
    if not one.missing:
        return State.AGREED
    return State.HALF_AGREED if any(latest) else State.SUBMITTED


def may(state: State, step: Step) -> bool:
    """Whether a step is open in a state."""
    return step in OPEN_TO[state]

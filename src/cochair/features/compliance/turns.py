"""When a clause turns not met or at risk: compared with what it was last seen to say.

Results are computed and kept nowhere; what is kept here is only what was noticed of them.
Source: domain.md C.5 (N30).
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cochair.features.compliance import queries
from cochair.features.compliance.models import Told
from cochair.features.parties.models import Forum
from cochair.procedure.result import Outcome, Result

NOT_MET, AT_RISK, FINE = "not_met", "at_risk", ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A result that has turned to `state`, for the `number`th time for its clause and target."""

    result: Result
    state: str
    number: int

    @property
    def key(self) -> str:
        """The same for ever for this turn, and another one for the next."""
        return f"clause-turned:{_key(self.result)}:{self.state}:{self.number}"


@transaction.atomic
def note(forum: Forum, at: datetime) -> tuple[Turn, ...]:
    """The results that have turned not met or at risk since they were last looked at (UTC).

    The first look at a forum finds nothing: what stood before is history.  Call it in the
    transaction in which the turns are told, so that none is lost and none is told twice.
    """
    needing = {
        _key(result): (result, state)
        for result in queries.results(forum, at)
        if (state := _state(result))
    }
    told = Told.objects.select_for_update().filter(forum=forum).first()
    if told is None:
        states: dict[str, list[str | int]] = {
            key: [state, 0] for key, (_result, state) in needing.items()
        }
        Told.objects.create(forum=forum, states=states, seen_at=at)
        return ()
    states, turns = dict(told.states), []
    for key, (result, state) in needing.items():
        before, number = states.get(key, (FINE, 0))
        if state != before:
            turns.append(Turn(result, state, int(number) + 1))
            states[key] = [state, int(number) + 1]
    for key in states.keys() - needing.keys():
        states[key] = [FINE, states[key][1]]
    if states != told.states:
        told.states, told.seen_at = states, at
        told.save()
    return tuple(turns)


def _state(result: Result) -> str:
    if result.outcome is Outcome.NOT_MET:
        return NOT_MET
    return AT_RISK if result.at_risk else FINE


def _key(result: Result) -> str:
    return f"{result.rule} {result.target.kind}:{result.target.id}"

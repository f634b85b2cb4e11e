"""One breach in the played cycle at a time: ways to change its facts, and what rows then change."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from cochair.procedure.evaluate import evaluate
from cochair.procedure.facts import Facts, Meeting
from cochair.procedure.result import Outcome, Result
from procedure.known_history import book
from procedure.played_cycle import (
    CYCLE,
    FORUM,
    INSTITUTIONS,
    MINISTERS,
    NOW,
    OFFICIALS,
    SECOND_CYCLE,
    played,
)

type Change = Callable[[Facts], Facts]
type Rows = Mapping[tuple[str, str], str]

NAMES = {
    "M": MINISTERS,
    "S": OFFICIALS,
    "I": INSTITUTIONS,
    "cycle": CYCLE,
    "cycle-2": SECOND_CYCLE,
    "cycle-4-M": "eu-clasi-cycle-4-ministerial",
    "cycle-4-S": "eu-clasi-cycle-4-som",
    "cycle-4-I": "eu-clasi-cycle-4-im",
    "forum": FORUM,
    "paper": f"paper-{MINISTERS}",
    "procedure": f"procedure-{MINISTERS}",
}
# The place of a meeting in its cycle is judged on the meeting once it is held.
SLOTS = {
    "eu-clasi-cycle-3-ministerial": MINISTERS,
    "eu-clasi-cycle-3-som": OFFICIALS,
    "eu-clasi-cycle-3-im": INSTITUTIONS,
}


def rows(known: Facts, now: datetime = NOW) -> Rows:
    """The outcome of each clause on each target, and whether it was met late."""
    return {
        (one.rule, SLOTS.get(one.target.id, one.target.id)): _in_a_word(one)
        for one in evaluate(book(), known, now)
    }


def _in_a_word(one: Result) -> str:
    return "late" if one.outcome is Outcome.MET and one.late_days else str(one.outcome)


@cache
def as_played(now: datetime = NOW) -> Rows:
    """The rows of the cycle as it was played."""
    return rows(played(), now)


def changed(change: Change, now: datetime = NOW) -> Rows:
    """The rows that one change makes another, each with what it then is."""
    before, after = as_played(now), rows(change(played()), now)
    keys = before.keys() | after.keys()
    return {
        key: after.get(key, "gone") for key in keys if before.get(key) != after.get(key, "gone")
    }


def expected(text: str) -> Rows:
    """What a line of the table expects: `M: rule rule=departed; cycle: rule`; without a word, not met."""
    found: dict[tuple[str, str], str] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, _colon, rules = part.partition(":")
        for rule in rules.split():
            clause, _equals, word = rule.partition("=")
            found[clause, NAMES[name]] = word or "not_met"
    return found


def of(name: str, change: Callable[[Meeting], Meeting] | None = None, **values: Any) -> Change:
    """Change one meeting, by a function or by fields."""

    def made(known: Facts) -> Facts:
        return replace(
            known,
            meetings=tuple(
                (
                    replace(change(one) if change else one, **values)
                    if one.id == NAMES[name]
                    else one
                )
                for one in known.meetings
            ),
        )

    return made


def each(group: str, **values: Any) -> Callable[[Meeting], Meeting]:
    """Change every member of a group of a meeting's facts."""
    return some(group, lambda _one: True, **values)


def some(group: str, which: Callable[[Any], bool], **values: Any) -> Callable[[Meeting], Meeting]:
    """Change those members of a group of a meeting's facts for which a question is true."""

    def made(one: Meeting) -> Meeting:
        rows = getattr(one, group)
        assert any(map(which, rows))
        return replace(
            one, **{group: tuple(replace(row, **values) if which(row) else row for row in rows)}
        )

    return made


def without(group: str, which: Callable[[Any], bool]) -> Callable[[Meeting], Meeting]:
    """Leave out those members of a group for which a question is true."""

    def made(one: Meeting) -> Meeting:
        rows = getattr(one, group)
        assert any(map(which, rows))
        return replace(one, **{group: tuple(row for row in rows if not which(row))})

    return made


def to(*invitees: str) -> Callable[[Any], bool]:
    """The invitations, or delegations, of some."""
    return lambda row: (getattr(row, "invitee", None) or row.member) in invitees


def item(number: int, **values: Any) -> Callable[[Meeting], Meeting]:
    """Change one item of the final agenda."""

    def made(one: Meeting) -> Meeting:
        agenda = one.agendas[0]
        items = tuple(
            replace(row, **values) if row.number == number else row for row in agenda.items
        )
        return replace(one, agendas=(replace(agenda, items=items),))

    return made


def held(schedule: Mapping[str, Any]) -> Callable[[Meeting], Meeting]:
    """Hold a meeting in another place or form than it was."""
    return lambda one: replace(one, schedules=(replace(one.schedules[0], **schedule),))


def cycle(number: int, **values: Any) -> Change:
    """Change one cycle by fields."""
    return lambda known: replace(
        known,
        cycles=tuple(
            replace(one, **values) if one.number == number else one for one in known.cycles
        ),
    )


def shifted(value: Any, by: timedelta) -> Any:
    """A value of the facts with every instant in it so much later."""
    if isinstance(value, datetime):
        return value + by
    if isinstance(value, tuple):
        return tuple(shifted(one, by) for one in value)
    if isinstance(value, Mapping):
        return {key: shifted(one, by) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        inside = {spec.name: shifted(getattr(value, spec.name), by) for spec in fields(value)}
        return replace(value, **inside)
    return value

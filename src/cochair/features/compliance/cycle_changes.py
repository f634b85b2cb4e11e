"""Extend a cycle, or abandon it: acts of both co-presidencies that give effect to a decision.

Source: domain.md C.4 (Cycle: "Decision by consensus"), AMB-04, I.2.cycle.1 to 3.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from cochair.features.acts import actions as acts
from cochair.features.acts.kinds import Ended, Kind, Line, Reader, register
from cochair.features.acts.models import JointAct
from cochair.features.compliance import queries, visibility
from cochair.features.compliance.names import names_of
from cochair.features.compliance.titles import act_title
from cochair.features.cycles import ends
from cochair.features.cycles.models import Cycle
from cochair.features.cycles.queries import ABANDON, EXTEND, State, cycle_of, state_of
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.procedure.calendar import end_of_day, semesters_from
from cochair.procedure.outcome import Outcome
from cochair.procedure.reason import is_reason
from cochair.procedure.refusal import Refusal, Sentence, _, require

REASON_AT_LEAST = 20
CHANGEABLE = frozenset({State.PLANNED, State.RUNNING})
A_DAY = timedelta(days=1)
NO_DECISION = Refusal(
    "cycle",
    _(
        "A cycle may be extended or abandoned only by a decision taken by "
        "consensus. Select the decision."
    ),
)


def register_all() -> None:
    """Make the two kinds of act known; called once, when the app is ready."""
    _register(
        EXTEND,
        _("Extension of a cycle"),
        "cycle.extended",
        _(
            "Cycle {cycle} ends on {day}; what is due at its end is due then, and the next one begins after it."
        ),
        _extend,
    )
    _register(
        ABANDON,
        _("Abandonment of a cycle"),
        "cycle.abandoned",
        _(
            "Cycle {cycle} is abandoned: meetings and tasks that had not yet taken place "
            "in it are no longer required."
        ),
        _abandon,
    )


def _register(
    code: str,
    name: str,
    entry: str,
    effect: str,
    take_effect: Callable[[JointAct, datetime], None],
) -> None:
    register(
        Kind(
            code=code,
            name=name,
            effect=lambda act: Sentence(effect, {"cycle": act.body["cycle"]} | _new_end(act)),
            take_effect=take_effect,
            entry=entry,
            over=_is_over,
            bound=_present_end,
            guard=lambda act, at: _against(cycle_of(act), act.body, at),
            describe=_lines,
            until=lambda act, at: end_of_day(cycle_of(act).end, act.forum.zone),
        )
    )


def propose_extension(
    cycle: Cycle, *, end: date, decision: str, reason: str, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose a later last day (civil, in the forum's zone) for a cycle, on a decision (its id).

    Raises Refused for a cycle that is over, for a day that ends no semester after it or reaches
    into the next cycle, without a decision by consensus, and for a reason of fewer than twenty
    characters.
    """
    days = {"before": cycle.end.isoformat(), "end": end.isoformat()}
    return _propose(cycle, EXTEND, {**days, "decision": decision}, reason, by, at)


def propose_abandonment(
    cycle: Cycle, *, decision: str, reason: str, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose to abandon a cycle, on a decision (its id).

    Raises Refused for a cycle that is over, while a meeting of it is neither held nor cancelled,
    without a decision by consensus, and for a reason of fewer than twenty characters.
    """
    return _propose(cycle, ABANDON, {"decision": decision}, reason, by, at)


def last_days(cycle: Cycle, at: datetime) -> tuple[date, ...]:
    """The days on which an extended cycle may end: those of the semesters that follow, at most as
    many as a cycle has."""
    pattern = parties.book(cycle.forum, at).pattern
    count = pattern.semesters if pattern and pattern.semesters else 1
    return tuple(one.end for one in semesters_from(cycle.end + A_DAY, count))


def decisions(forum: Forum, hat: ActingOffice, at: datetime) -> tuple[str, ...]:
    """The decisions by consensus that a hat may read, by their ids as facts, the newest first."""
    hidden = visibility.closed(forum, hat, at)
    return tuple(one for one in _agreed(forum, at) if one not in hidden)


def _agreed(forum: Forum, at: datetime) -> list[str]:
    found = [
        one
        for meeting in queries.facts_at(forum, at).meetings
        for one in meeting.decisions
        if Outcome(one.outcome).is_agreement
    ]
    return [one.id for one in sorted(found, key=lambda one: one.at, reverse=True)]


def _propose(
    cycle: Cycle, kind: str, body: Mapping[str, str], reason: str, by: ActingOffice, at: datetime
) -> JointAct:
    require(*_against(cycle, body, at), _readable(cycle.forum, body, by, at), _long_enough(reason))
    return acts.propose(
        cycle.forum,
        kind=kind,
        subject=("cycle", str(cycle)),
        title=act_title(kind, cycle=cycle.number),
        body={"cycle": cycle.number, **body},
        by=by,
        at=at,
        reason=reason.strip(),
    )


def _against(cycle: Cycle, body: Mapping[str, Any], at: datetime) -> tuple[Refusal | None, ...]:
    """Everything against an extension, which names a new last day, or an abandonment."""
    either = (not_over(cycle, at), _by_consensus(cycle.forum, body, at))
    if "end" not in body:
        return (*either, _nothing_ahead(cycle))
    end = date.fromisoformat(body["end"])
    return (*either, _whole_semesters(cycle, end, at), _before_the_next(cycle, end))


def not_over(cycle: Cycle, at: datetime) -> Refusal | None:
    """Why a cycle is neither extended nor abandoned at an instant (aware UTC): it has ended."""
    state = state_of(cycle, queries.today(cycle.forum, at))
    if state in CHANGEABLE:
        return None
    return Refusal(
        "cycle",
        _(
            "A cycle may be extended or abandoned only before it ends; the status of this "
            "cycle is: {state}."
        ),
        {"state": state.value},
    )


def _by_consensus(forum: Forum, body: Mapping[str, Any], at: datetime) -> Refusal | None:
    return None if body["decision"] in _agreed(forum, at) else NO_DECISION


def _readable(
    forum: Forum, body: Mapping[str, Any], by: ActingOffice, at: datetime
) -> Refusal | None:
    """Nobody proposes on a decision that they may not read; it is refused as one there is not."""
    return NO_DECISION if body["decision"] in visibility.closed(forum, by, at) else None


def _whole_semesters(cycle: Cycle, end: date, at: datetime) -> Refusal | None:
    days = last_days(cycle, at)
    if end in days:
        return None
    return Refusal(
        "cycle", _("An extended cycle ends with one of the next semesters: {days}."), {"days": days}
    )


def _before_the_next(cycle: Cycle, end: date) -> Refusal | None:
    """The next cycle starts on its own date (AMB-04)."""
    rows = Cycle.objects.filter(forum=cycle.forum, number__gt=cycle.number, abandoned_at=None)
    following = rows.filter(start__lte=end).first()
    if following is None:
        return None
    return Refusal(
        "cycle",
        _(
            "Cycle {cycle} is already fixed and begins on {day}: two cycles may not run at "
            "the same time."
        ),
        {"cycle": following.number, "day": following.start},
    )


def _nothing_ahead(cycle: Cycle) -> Refusal | None:
    rows = Meeting.objects.filter(cycle=cycle, cancelled_at=None, closed_at=None)
    names = tuple(rows.order_by("pk").values_list("slug", flat=True))
    if not names:
        return None
    return Refusal(
        "cycle",
        _(
            "Meetings of the cycle are neither held nor cancelled: {names}. Cancel each, or hold it to its end."
        ),
        {"names": names},
    )


def _long_enough(reason: str) -> Refusal | None:
    if is_reason(reason, REASON_AT_LEAST):
        return None
    return Refusal(
        "cycle",
        _("Give the reason in at least {number} characters; both co-presidencies sign it."),
        {"number": REASON_AT_LEAST},
    )


def _is_over(act: JointAct, at: datetime) -> Ended | None:
    cycle = cycle_of(act)
    if cycle.abandoned_at is not None:
        return ends.ABANDONED
    return ends.OVER if queries.today(act.forum, at) > cycle.end else None


def _present_end(act: JointAct) -> Mapping[str, object]:
    """An act binds the last day that the cycle now has: after another extension it is void."""
    return {"end": cycle_of(act).end.isoformat()}


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The days, and the decision where its reader may read that."""
    cycle, decision = cycle_of(act), act.body["decision"]
    is_hidden = decision in visibility.closed(act.forum, reader.hat, reader.at)
    return (
        (_("First day"), cycle.start),
        (_("Last day"), date.fromisoformat(act.body.get("before", cycle.end.isoformat()))),
        *((_("New last day"), day) for day in _new_end(act).values()),
        *(() if is_hidden else ((_("Decision"), names_of(act.forum).get(decision, decision)),)),
    )


def _new_end(act: JointAct) -> dict[str, date]:
    """The new last day of an extension; nothing of an abandonment."""
    return {"day": date.fromisoformat(act.body["end"])} if "end" in act.body else {}


def _extend(act: JointAct, at: datetime) -> None:
    Cycle.objects.filter(pk=cycle_of(act).pk).update(end=_new_end(act)["day"])


def _abandon(act: JointAct, at: datetime) -> None:
    Cycle.objects.filter(pk=cycle_of(act).pk).update(abandoned_at=at)

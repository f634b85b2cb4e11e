"""The joint act by which both drop a point of action, or put it off with a reason (I.2.1.a)."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.action_points import actions, queries
from cochair.features.action_points.states import DROPPED, ENDS, WAITS
from cochair.features.acts.kinds import Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.meetings import ends
from cochair.features.meetings.models import Meeting, OpenPoint
from cochair.features.records.models import ActionPoint
from cochair.procedure.refusal import Refusal, Sentence, _


def register_all() -> None:
    """Make the kind known; called once, when the app is ready."""
    register(
        Kind(
            code=queries.SETTLE,
            name=_("Cancellation or postponement of an action point"),
            effect=lambda act: Sentence(ENDS[act.body["how"]]),
            take_effect=_settle,
            entry="action_point.settled",
            over=_over,
            bound=_as_it_is,
            guard=_guard,
            describe=_lines,
            same=lambda act: act.body["point"],
        )
    )


def _as_it_is(act: JointAct) -> Mapping[str, object]:
    """Every word of the point, who does it, by when, whether that is over, and which meeting has it."""
    row = queries.of_subject(act.forum, act.body["point"])
    if row is None:
        return {}
    return {
        "text": dict(row.text),
        "language": row.language,
        "owner": row.owner,
        "due": row.due.isoformat(),
        "item": row.item_key,
        "over": row.settled_at is not None,
        "carried_to": row.carried_to.meeting.slug if row.carried_to else "",
    }


SETTLED = ended("action_point.settled", _("The action point needs no further action."))


def _over(act: JointAct, at: datetime) -> Ended | None:
    """A point that is settled is not settled again, nor put off to a meeting that has opened."""
    row = queries.of_subject(act.forum, act.body["point"])
    if row is None or row.settled_at is not None:
        return SETTLED
    target = Meeting.objects.filter(forum=act.forum, slug=act.body["to"] or "").first()
    return ends.of_opening(target, at) if target is not None else None


def _guard(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return actions.settlement_refusals(act.forum, act.body, at)


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    row = queries.of_subject(act.forum, act.body["point"])
    lines: list[Line] = []
    if row is not None:
        lines = [(_("Action point"), row.text), (_("Owner"), row.owner), (_("Due"), row.due)]
    lines.append((_("Follow-up"), Sentence(ENDS.get(act.body["how"], act.body["how"]))))
    if act.body["to"]:
        lines.append((_("Next meeting"), act.body["to"]))
    return tuple(lines)


def _settle(act: JointAct, at: datetime) -> None:
    row = queries.of_subject(act.forum, act.body["point"])
    assert row is not None
    row.reason = act.reason
    if act.body["how"] == DROPPED:
        row.state, row.settled_at = DROPPED, at
        row.save(update_fields=["reason", "state", "settled_at"])
        actions.settle_carried(row, at)
        return
    assert act.body["how"] == WAITS
    actions.pass_on(row, _put_off(act, row, at), at)
    row.save(update_fields=["reason", "state", "carried_to", "carried_through"])


def _put_off(act: JointAct, row: ActionPoint, at: datetime) -> OpenPoint:
    """The point as the next meeting has it: not on its agenda, with the reason of both."""
    target = Meeting.objects.get(forum=act.forum, slug=act.body["to"])
    held = row.carried_to if row.carried_to and row.carried_to.meeting_id == target.pk else None
    made = held or OpenPoint(
        meeting=target, origin=row.meeting, text=row.text, owner=row.owner, at=at
    )
    made.item_key, made.placed_at = "", None
    made.deferral_reason, made.deferred_at = act.reason, at
    made.save()
    return made

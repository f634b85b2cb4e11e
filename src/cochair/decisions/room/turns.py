"""Whose turn it is on a decision in the room."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q

from cochair.decisions.models import RoomDecision
from cochair.decisions.room import issuing, queries
from cochair.decisions.turning import of_both
from cochair.documents import queries as documents
from cochair.kernel.kind import Turn
from cochair.parties.models import Forum
from cochair.parties.offices import Role
from cochair.procedure import consensus as core
from cochair.procedure.consensus.stages import ON_THE_TABLE, Stage
from cochair.procedure.entitlement import Unit
from cochair.procedure.refusal import _

DECLARE = _("Declare consensus: {symbol}")
TAKE_BACK = _("Withdraw or convert your objection: {symbol}")
TAKE_UP = _("Take up again: {symbol}")
END = _("End the decision: {symbol}")
ISSUE = _("Issue the adopted text: {symbol}")


def unended(forum: Forum) -> Iterable[RoomDecision]:
    """What is on the table of a cycle that goes on, and what was adopted with statements."""
    stated = Q(claim=core.Claim.CONSENSUS.value, statements__isnull=False)
    rows = queries.decisions(forum).filter(Q(declaration=None) | stated, meeting__shut_at=None)
    return rows.distinct().order_by("meeting", "number")


def turns(row: RoomDecision, at: datetime) -> Iterable[Turn]:
    """Both declare, whoever objected takes it back, and both issue what was adopted with statements.

    A joint act that waits for a signature is a turn of its own.
    """
    decision = queries.decision(row, at)
    stage = core.stage(decision)
    if stage not in ON_THE_TABLE:
        return _afterwards(row, at)
    if any(
        act.body.get("number") == row.number and queries.is_current(act, row)
        for act in queries.waiting(row.meeting)
    ):
        return ()
    forum, facts, address = row.meeting.forum, _facts(row), _address(row)
    closed = row.meeting.closed_at
    if closed is not None and closed <= at:
        return of_both(forum, END, facts, address, until=closed, firm="fixed", prepared=False)
    if stage is Stage.OBJECTED:
        return _objectors(row, decision)
    says = DECLARE if stage is Stage.PUT else TAKE_UP
    return of_both(forum, says, facts, address, prepared=False)


def _objectors(row: RoomDecision, decision: core.Decision) -> Iterable[Turn]:
    """Of each that objected and stands by it: the head of a delegation, or a co-presidency."""
    by_member = decision.unit is Unit.MEMBER_DELEGATION
    role = Role.DELEGATION_HEAD if by_member else Role.CO_PRESIDENCY
    for one in core.standing(decision):
        voice = one.voice.id
        yield Turn(role.value, voice, TAKE_BACK, _facts(row), None, "", _address(row))


def _afterwards(row: RoomDecision, at: datetime) -> Iterable[Turn]:
    """Once statements are no longer taken, both issue a text that was adopted with some."""
    found = issuing.standing_of(row, at)
    if found is None or found.issued or found.waiting or found.too_early:
        return ()
    return of_both(row.meeting.forum, ISSUE, _facts(row), (*_address(row), "#issue"))


def _facts(row: RoomDecision) -> Mapping[str, object]:
    return {"symbol": documents.name_of(row.document) or row.document.title}


def _address(row: RoomDecision) -> tuple[str, ...]:
    return ("decisions:in-room", row.meeting.slug, str(row.number))

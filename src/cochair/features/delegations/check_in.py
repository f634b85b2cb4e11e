"""Who comes in and who leaves, and what both presidencies say of the participation.

A step that is already done changes nothing and writes nothing, so that a thumb may tap twice.
Source: domain.md CB-31, A.4 (I.2.2).
"""

from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.delegations import participation
from cochair.features.delegations.actions import written
from cochair.features.delegations.queries import MODES, code_of
from cochair.features.delegations.refusals import ACCEPTED, still_member
from cochair.features.meetings import admission, machine
from cochair.features.meetings.models import Meeting, Participant
from cochair.features.meetings.titles import act_title
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.sessions.opening_hours import too_early_to_come
from cochair.procedure.reason import is_reason
from cochair.procedure.refusal import Refusal, _, require

JUDGED = "meeting.participation"
VALUES = ("adequate", "not_adequate")
REASON_AT_LEAST = 20


@transaction.atomic
def check_in(
    meeting: Meeting, badge: int, *, mode: str, by: ActingOffice, at: datetime
) -> Participant:
    """Somebody is here, in the room (`physical`) or `remote`.

    The first arrival stays what it was when one comes back.  Raises Refused for a badge that
    nobody wears, while the meeting has no day, more than 24 hours before it begins and after it
    closed, and where no invitation stands, with the clause on observers for an observer.  That
    a delegation was not accepted stops nobody: the entry says so.
    """
    meeting, one = _locked(meeting, badge)
    require(
        _is_met(meeting, at) or too_early_to_come(meeting, at),
        _wears(one, badge),
        _known_mode(mode),
        admission.refusal(admission.of_meeting(meeting), one.delegation) if one else None,
        still_member(meeting, one.delegation.member, at) if one else None,
    )
    assert one is not None
    if one.checked_in_at is not None and one.checked_out_at is None and one.mode == mode:
        return one
    one.checked_in_at = one.checked_in_at or at
    one.checked_out_at, one.mode = None, mode
    accepted = one.delegation.state == ACCEPTED
    return _kept(meeting, one, "participant.checked_in", by=by, at=at, accepted=accepted)


@transaction.atomic
def check_out(meeting: Meeting, badge: int, *, by: ActingOffice, at: datetime) -> Participant:
    """Somebody has left; that they were there stays."""
    meeting, one = _locked(meeting, badge)
    require(_is_met(meeting, at), _wears(one, badge))
    assert one is not None
    if one.checked_in_at is None or one.checked_out_at is not None:
        return one
    one.checked_out_at = at
    return _kept(meeting, one, "participant.checked_out", by=by, at=at)


@transaction.atomic
def undo_check_in(meeting: Meeting, badge: int, *, by: ActingOffice, at: datetime) -> Participant:
    """The check-in was a mistake: nobody came.  The ledger still says that it was made."""
    meeting, one = _locked(meeting, badge)
    require(_is_met(meeting, at), _wears(one, badge))
    assert one is not None
    if one.checked_in_at is None:
        return one
    one.checked_in_at = one.checked_out_at = None
    return _kept(meeting, one, "participant.check_in_undone", by=by, at=at)


def propose_judgement(
    meeting: Meeting, *, value: str, reason: str, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose what both say of the participation: `adequate` or `not_adequate`, with a reason.

    The act holds the figures that stood when it was proposed.  Raises Refused before the opening.
    """
    reason = reason.strip()
    require(_was_met(meeting, at), _known_value(value), _why(reason))
    found = participation.of_meeting(meeting, at)
    return acts.propose(
        meeting.forum,
        kind=JUDGED,
        subject=("meeting", meeting.slug),
        title=act_title(JUDGED, parties.book(meeting.forum, at), meeting=meeting),
        body={
            "value": value,
            "shares": [
                {
                    "party": one.party,
                    "members": one.members,
                    "present": one.present,
                    "level": one.level,
                }
                for one in (found.shares if found else ())
            ],
        },
        by=by,
        at=at,
        clause=found.clause.id if found and found.clause else "",
        reason=reason,
    )


def judgement_refusal(meeting: Meeting, at: datetime) -> Refusal | None:
    """Why the participation of a meeting may not be judged at an instant."""
    return _was_met(meeting, at)


def _locked(meeting: Meeting, badge: int) -> tuple[Meeting, Participant | None]:
    held = (
        Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)
    )
    one = (
        Participant.objects.filter(delegation__meeting=held, badge=badge, removed_at=None)
        .select_related("delegation__member__party", "delegation__organisation")
        .first()
    )
    return held, one


def _kept(
    meeting: Meeting, one: Participant, verb: str, *, by: ActingOffice, at: datetime, **more: object
) -> Participant:
    one.save(update_fields=["checked_in_at", "checked_out_at", "mode"])
    facts = {"delegation": code_of(one.delegation), "badge": one.badge, "mode": one.mode, **more}
    written(meeting, verb, by=by, at=at, facts=facts)
    return one


def _is_met(meeting: Meeting, at: datetime) -> Refusal | None:
    return machine.refusal("person.check_in", meeting, at)


def _was_met(meeting: Meeting, at: datetime) -> Refusal | None:
    return machine.refusal("participation.judge", meeting, at)


def _wears(one: Participant | None, badge: int) -> Refusal | None:
    if one is not None:
        return None
    return Refusal("practice", _("Badge {number} is not assigned to anyone."), {"number": badge})


def _known_mode(mode: str) -> Refusal | None:
    if mode in MODES:
        return None
    return Refusal("practice", _("Select the form of attendance: in the room or remote."))


def _known_value(value: str) -> Refusal | None:
    if value in VALUES:
        return None
    return Refusal("practice", _("State whether participation was adequate."))


def _why(reason: str) -> Refusal | None:
    if is_reason(reason, REASON_AT_LEAST):
        return None
    return Refusal(
        "meeting",
        _("Give the reason in at least {number} characters; both co-presidencies sign it."),
        {"number": REASON_AT_LEAST},
    )

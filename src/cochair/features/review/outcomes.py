"""Both note with what the meeting's review of the procedures ended.

Source: II.2.functions.c.3; domain.md C.2 (ProcedureReview).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from cochair.features.acts import actions as acts
from cochair.features.acts.kinds import FINGERPRINT, Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.compliance.models import ProcedureReview, ProposedVersion
from cochair.features.compliance.names import names_of
from cochair.features.compliance.titles import act_title
from cochair.features.meetings import ends, machine
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import RUNNING, State, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.review import adoption, queries, states
from cochair.features.sessions import closure
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.procedure.review import PRACTICE, ReviewOutcome

NOTED_IN = RUNNING | {State.HELD}
OUTCOMES = {
    ReviewOutcome.NO_CHANGE: _("no change"),
    ReviewOutcome.AMENDED: _("a new version was adopted"),
    ReviewOutcome.MANDATE_GIVEN: _("a proposal is to be decided by a silence procedure"),
}


def register_all() -> None:
    """Make the kind of act known; called once, when the app is ready."""
    register(
        Kind(
            code=queries.REVIEW,
            name=_("Review of the working procedures"),
            effect=lambda act: Sentence(
                _("The review of the procedures at this meeting has ended: {outcome}."),
                {"outcome": Sentence(OUTCOMES[ReviewOutcome(act.body["outcome"])])},
            ),
            take_effect=_note,
            entry="procedures.reviewed",
            over=_is_over,
            until=ends.end,
            bound=_bound,
            guard=_may_note,
            describe=_lines,
        )
    )
    closure.register(at_closing)


def propose_review(
    meeting: Meeting,
    *,
    outcome: str,
    proposal: ProposedVersion | None = None,
    by: ActingOffice,
    at: datetime,
) -> JointAct:
    """Propose that both note the outcome; `proposal` is what was adopted, or shall be decided.

    Raises Refused for a meeting that does not review or does not sit, and for an outcome that the
    rows do not bear out.
    """
    book = parties.book(meeting.forum, at)
    found = queries.reviewer_of(meeting, at)
    return acts.propose(
        meeting.forum,
        kind=queries.REVIEW,
        subject=("meeting", meeting.slug),
        title=act_title(
            queries.REVIEW, meeting=names_of(meeting.forum).get(meeting.slug, meeting.slug)
        ),
        body={
            "outcome": outcome,
            "proposal": proposal.place if proposal else None,
            "version": proposal.number if proposal else book.version,
            "digest": proposal.digest if proposal else book.digest,
        },
        by=by,
        at=at,
        clause=found.clause if found else "",
    )


RECORDED = ended("meeting.recorded", _("The record has been approved."))
DECIDED = ended(
    "version.decided", _("The proposed version was withdrawn, or it has been decided already.")
)


def _is_over(act: JointAct, at: datetime) -> Ended | None:
    """A review is noted until the record of its meeting is approved, on a proposal that stands."""
    meeting, proposal = _meeting(act), _proposal(act)
    if meeting.cancelled_at is not None:
        return ends.CANCELLED
    if meeting.completed_at is not None:
        return RECORDED
    if proposal is None:
        return None
    stands = _stands(proposal, at)
    left_open = act.body["outcome"] == ReviewOutcome.MANDATE_GIVEN
    gone = stands is states.State.WITHDRAWN or (left_open and stands is not states.State.PROPOSED)
    return DECIDED if gone else None


def _stands(proposal: ProposedVersion, at: datetime) -> states.State:
    today = civil_day(at, proposal.forum.zone)
    return states.state_of(proposal, queries.versions(proposal.forum), today)


def refusal(
    meeting: Meeting, outcome: str, proposal: ProposedVersion | None, at: datetime
) -> Refusal | None:
    """Why both do not note this outcome at an instant, if so."""
    found = queries.reviewer_of(meeting, at)
    if found is None:
        return Refusal(PRACTICE, _("This meeting does not review the working procedures."))
    if (before := machine.before_refusal(meeting, at)) is not None:
        return before
    if not is_open(meeting, at):
        return Refusal(
            found.clause,
            _(
                "The review may be recorded once the meeting has opened and until its "
                "record is approved."
            ),
        )
    if outcome not in set(ReviewOutcome):
        return Refusal(found.clause, _("Choose the outcome of the review."))
    if outcome == ReviewOutcome.NO_CHANGE:
        return None
    return _of_proposal(meeting, outcome, proposal, found.clause, at)


def is_open(meeting: Meeting, at: datetime) -> bool:
    """Whether a review is noted: while the meeting sits, and until its record is approved; never of a
    meeting that was before Cochair."""
    return state_of(meeting, at) in NOTED_IN and not machine.is_before(meeting, at)


def at_closing(meeting: Meeting, at: datetime) -> Iterator[closure.Asked]:
    """Before the meeting closes both are asked with what its review of the procedures ended."""
    found = queries.reviewer_of(meeting, at)
    if found is not None and queries.review_of(meeting) is None:
        yield closure.Asked(
            (found.clause,),
            Sentence(
                _("The review of the working procedures at this meeting has not been recorded.")
            ),
            ("compliance:review", (meeting.forum.slug, meeting.slug)),
        )


def _of_proposal(
    meeting: Meeting, outcome: str, proposal: ProposedVersion | None, clause: str, at: datetime
) -> Refusal | None:
    if proposal is None or proposal.meeting_id != meeting.pk:
        return Refusal(clause, _("Select a version that was proposed to this meeting."))
    if outcome == ReviewOutcome.AMENDED:
        if adoption.decision_on(proposal, at) is None:
            return Refusal(clause, _("No decision of the meeting adopts this version."))
        return None
    if _stands(proposal, at) is not states.State.PROPOSED:
        return Refusal(clause, _("Only an undecided proposal may be left to a silence procedure."))
    return None


def _may_note(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return (refusal(_meeting(act), act.body["outcome"], _proposal(act), at),)


def _bound(act: JointAct) -> Mapping[str, object]:
    """What was noted last, and the words of the proposal, so that both sign the same."""
    latest, proposal = queries.review_of(_meeting(act)), _proposal(act)
    return {
        "latest": str(latest.pk) if latest else "",
        "proposal": proposal.digest if proposal else "",
    }


def _note(act: JointAct, at: datetime) -> None:
    ProcedureReview.objects.create(
        meeting=_meeting(act),
        outcome=act.body["outcome"],
        proposal=_proposal(act),
        at=at,
        act=act,
    )


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    return (
        (_("Meeting"), names_of(act.forum).get(act.subject_id, act.subject_id)),
        (_("Outcome"), OUTCOMES[ReviewOutcome(act.body["outcome"])]),
        (_("Version"), str(act.body["version"])),
        (FINGERPRINT, str(act.body["digest"])),
    )


def _meeting(act: JointAct) -> Meeting:
    rows = Meeting.objects.select_related("forum")
    return rows.get(forum=act.forum, slug=act.subject_id)


def _proposal(act: JointAct) -> ProposedVersion | None:
    place = act.body["proposal"]
    return queries.proposals(act.forum).get(place=place) if place is not None else None

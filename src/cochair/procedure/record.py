"""The record of a meeting: where it stands, what may follow, and what each step asks for.

Pure: instants in, values out.  Where a record stands is never written down: it is worked out from
the drafts that went out, the time for comments, the answers, the keys and the seal.

    draft -> under comment -> revised -> (under comment again) -> approved by one -> by both -> sealed

Source: domain.md B.9 (CB-40, CB-41), C.4 (Record); corrections.md section 2 (I.2.7).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cochair.procedure.refusal import Refusal, _
from cochair.procedure.steps import Step


class State(StrEnum):
    """Where a record stands."""

    DRAFT = "draft"
    UNDER_COMMENT = "under_comment"
    REVISED = "revised"
    APPROVED_BY_ONE = "approved_by_one"
    APPROVED = "approved"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Round:
    """One time for comments on a revision, from `opened_at` until `until` (aware UTC).

    By silence it ends early with an objection (`ended_at`), and is over without one only when
    the silence was closed: `passed` says so.
    """

    revision: int
    opened_at: datetime
    until: datetime
    by_silence: bool = False
    passed: bool = False
    ended_at: datetime | None = None

    def is_running(self, at: datetime) -> bool:
        """Whether comments are still in time at an instant; a silence runs until it is closed."""
        if self.ended_at is not None:
            return at < self.ended_at
        return self.opened_at <= at and (at < self.until or (self.by_silence and not self.passed))


@dataclass(frozen=True, slots=True)
class Course:
    """Everything that happened to the record of one meeting.

    `revision` is the newest that went out, None before the first; `keys` are those of the Parties
    on the approval that stands, by Party.  `clause` is what a step that is not due cites.  `unanswered` are the numbers of comments without an
    answer, `unprinted` those of comments on the newest revision itself: only the next one takes them
    up, or prints them.
    """

    parties: frozenset[str]
    clause: str
    revision: int | None = None
    rounds: tuple[Round, ...] = ()
    keys: Mapping[str, datetime] = field(default_factory=dict)
    unanswered: tuple[int, ...] = ()
    unprinted: tuple[int, ...] = ()
    sealed_at: datetime | None = None


def state(course: Course, at: datetime) -> State:
    """Where a record stands at an instant (aware UTC).

    After the time for comments it stays under comment until a revision goes out, unless nobody wrote
    anything about this one: then its text is what goes on.
    """
    if course.sealed_at is not None and course.sealed_at <= at:
        return State.SEALED
    turned = {party for party, when in course.keys.items() if when <= at}
    if course.parties and turned >= course.parties:
        return State.APPROVED
    if turned:
        return State.APPROVED_BY_ONE
    if not course.rounds or course.revision is None:
        return State.DRAFT
    last = course.rounds[-1]
    if last.is_running(at):
        return State.UNDER_COMMENT
    if last.revision == course.revision and (is_broken(last) or course.unprinted):
        return State.UNDER_COMMENT
    return State.REVISED


def is_broken(one: Round) -> bool:
    """Whether an objection ended a silence: its text is not what goes on."""
    return one.by_silence and not one.passed


WRITE = Step(
    _("Write the draft"),
    _("Both secretariats"),
    (State.DRAFT, State.UNDER_COMMENT, State.REVISED),
    (State.DRAFT, State.UNDER_COMMENT, State.REVISED),
    _("An approved record may no longer be edited: an error in it needs a corrigendum."),
)
ISSUE = Step(
    _("Circulate a revision"),
    _("A secretariat"),
    (State.DRAFT, State.UNDER_COMMENT, State.REVISED),
    (State.DRAFT, State.REVISED),
    _("An approved record may no longer be revised: an error in it needs a corrigendum."),
)
COMMENT = Step(
    _("Open the round of comments"),
    _("A secretariat, or both Parties by a silence procedure"),
    (State.DRAFT, State.UNDER_COMMENT, State.REVISED),
    (State.UNDER_COMMENT,),
    _("An approved record may no longer be commented on."),
)
APPROVE = Step(
    _("Approve"),
    _("Both co-presidencies"),
    (State.REVISED, State.APPROVED_BY_ONE),
    (State.APPROVED_BY_ONE, State.APPROVED),
    _(
        "A record may be approved only when the time for comments has ended and every "
        "comment has an answer."
    ),
)
SEAL = Step(
    _("Sign and seal"),
    _("Both co-presidencies"),
    (State.APPROVED,),
    (State.SEALED,),
    _("Only a record approved by both Parties may be signed, and a sealed record stays as it is."),
)
STEPS = (WRITE, ISSUE, COMMENT, APPROVE, SEAL)


def may(step: Step, course: Course, at: datetime) -> tuple[Refusal, ...]:
    """Every reason why a step may not be taken at an instant; none when it may."""
    stands = state(course, at)
    answers = [step.refusal_from(stands, course.clause)]
    if step is ISSUE:
        answers += [_running(course, at), _unanswered(course)]
    if step is COMMENT:
        answers += [_running(course, at), _is_out(course), _objected(course)]
    if step is APPROVE:
        answers.append(_is_out(course))
        answers.append(_unanswered(course))
    return tuple(one for one in answers if one is not None)


def _running(course: Course, at: datetime) -> Refusal | None:
    if not course.rounds or not course.rounds[-1].is_running(at):
        return None
    until = course.rounds[-1].until
    message = _("The time for comments runs until {at}. The text may not be changed before then.")
    return Refusal("practice", message, {"at": until})


def _is_out(course: Course) -> Refusal | None:
    if course.revision is not None:
        return None
    return Refusal("practice", _("First circulate the draft: nobody has received it yet."))


def _objected(course: Course) -> Refusal | None:
    """A text to which somebody objected is not asked about again as it is."""
    last = course.rounds[-1] if course.rounds else None
    if last is None or last.revision != course.revision or not is_broken(last):
        return None
    return Refusal(
        "practice",
        _(
            "A delegation has objected to this text or proposed an amendment. Circulate a revision "
            "first."
        ),
    )


def _unanswered(course: Course) -> Refusal | None:
    if not course.unanswered:
        return None
    message = _("Comments without an answer of the secretariats: {numbers}.")
    return Refusal("practice", message, {"numbers": course.unanswered})

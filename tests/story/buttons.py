"""Which form does what the line of a turn promises: by the name of its address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cochair.exports.archives import kind as archives
from cochair.features.action_points import turns as points
from cochair.features.acts import kind as acts
from cochair.features.agendas import kind as agendas
from cochair.features.assessments import consequences
from cochair.features.assessments import kind as assessments
from cochair.features.circulation import kind as circulation
from cochair.features.commitments import turns as coherence
from cochair.features.compliance import cure_turns as cures
from cochair.features.compliance import cycle_turns as cycles
from cochair.features.contact_links import kind as contacts
from cochair.features.cycles import kind as plans
from cochair.features.delegations import kind as delegations
from cochair.features.expectations import kind as expectations
from cochair.features.extraction import turns as extraction
from cochair.features.follow_up import turns as following
from cochair.features.handovers import kind as handovers
from cochair.features.invitations import before_notice
from cochair.features.invitations import kind as invitations
from cochair.features.measures import kind as measures
from cochair.features.meeting_records import turns as records
from cochair.features.meetings import kind as meetings
from cochair.features.observers import kind as observers
from cochair.features.parties import turns as presidencies
from cochair.features.preparations import turns as preparations
from cochair.features.programmes import kind as programmes
from cochair.features.register import kind as register
from cochair.features.review import kind as review
from cochair.features.room import kind as room
from cochair.features.sessions import kind as sessions
from cochair.features.signatures import kind as signatures
from cochair.features.silence import kind as silence
from cochair.features.stocktaking import kind as stocktaking
from cochair.features.support import kind as support
from cochair.features.takeup import kind as takeup
from cochair.features.texts import turns as texts

AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Button:
    """The addresses that do it, those of pages one link further that offer it, and what is typed.

    In what is typed `{day}` is a day a month ahead, `{today}` the day itself; None leaves a field out.
    """

    does: tuple[str, ...]
    via: tuple[str, ...] = ()
    types: Mapping[str, str | None] = field(default_factory=dict)

    def told(self, at: datetime) -> dict[str, object]:
        """What is typed at an instant (aware UTC)."""
        days = {"day": f"{at + AHEAD:%Y-%m-%d}", "today": f"{at:%Y-%m-%d}"}
        return {
            name: None if value is None else value.format(**days)
            for name, value in self.types.items()
        }


def _to(*does: str, via: tuple[str, ...] = (), **types: str | None) -> Button:
    return Button(does, via, types)


IN_ROOM = ("desk:room-step", "meetings:step", "meetings:item-open", "meetings:item-conclude")

BUTTONS: Mapping[str, Button] = {
    archives.DOWNLOAD: _to("archives:archive"),
    plans.PLAN: _to("meetings:plan", via=("meetings:plan",)),
    points.CARRY: _to("records:point-carry"),
    points.REPORT: _to("records:point-done"),
    acts.SIGN: _to("acts:key"),
    acts.SIGN_TOO: _to("acts:key"),
    agendas.BEGIN: _to("meetings:agenda-draft", via=("meetings:agenda-draft",)),
    agendas.PLACE_FUNCTION: _to("meetings:agenda-omission", "meetings:agenda-insert"),
    **{line: _to("meetings:agenda-publication") for line in agendas.SEND.values()},
    agendas.SEND_REVISED: _to("meetings:agenda-publication"),
    agendas.ADOPT: _to("meetings:agenda-publication", "meetings:agenda-draft"),
    agendas.PLACE_POINTS: _to("meetings:agenda-point", via=("meetings:agenda-point",)),
    agendas.ANSWER: _to("meetings:agenda-answer", via=("meetings:agenda-answer",)),
    assessments.WRITE: _to("commitments:assessment"),
    assessments.SIGN: _to("commitments:assessment_signing"),
    consequences.ENTER: _to("commitments:actions", start="{day}", end=None),
    consequences.REWORD: _to("commitments:settle"),
    consequences.FINISH: _to("commitments:settle"),
    circulation.ANSWER: _to("documents:answer", via=("documents:answer",)),
    coherence.WRITE: _to("commitments:coherence", day="{today}"),
    cycles.SIGN: _to("compliance:state"),
    cycles.SIGN_AGAIN: _to("compliance:state"),
    cures.ADD: _to("documents:write"),
    cures.CURE: _to("compliance:depart"),
    cycles.CLOSE: _to("compliance:close"),
    cycles.MAKE_PUBLIC: _to("compliance:publish"),
    contacts.ADD: _to("meetings:contacts"),
    contacts.ADD_ALSO: _to("meetings:contacts"),
    delegations.NAME: _to("meetings:delegation"),
    delegations.NAME_OBSERVERS: _to("meetings:delegation"),
    delegations.ACCEPT: _to("meetings:handover"),
    delegations.HAND_OVER: _to("meetings:handover"),
    delegations.CHECK_IN: _to("meetings:check-in"),
    expectations.WRITE: _to(
        "commitments:expectation", via=("commitments:expectation",), until="{day}"
    ),
    expectations.SIGN: _to("commitments:agree_expectations"),
    extraction.TAKE: _to("commitments:take"),
    following.NAME: _to("commitments:name_owners"),
    following.REPORT: _to("commitments:report", via=("commitments:reporting",)),
    following.ASSESS: _to("commitments:assess"),
    handovers.MAKE: _to("handovers:handover"),
    handovers.MAKE_AGAIN: _to("handovers:handover"),
    handovers.ACCEPT: _to("handovers:acceptance"),
    handovers.ACKNOWLEDGE: _to("handovers:acknowledgement"),
    before_notice.PREPARE: _to("meetings:notice"),
    before_notice.CHOOSE: _to("meetings:agencies"),
    invitations.READ: _to("meetings:answer"),
    invitations.ANSWER: _to("meetings:answer"),
    invitations.DECIDE: _to("meetings:excuse"),
    invitations.CONFIRM: _to("meetings:confirm_notice"),
    invitations.ISSUE_ANEW: _to("meetings:notice"),
    invitations.INVITE_ALSO: _to("meetings:invite_also"),
    support.CAME: _to("commitments:support_request", day="{today}"),
    measures.ENDORSE: _to("commitments:endorse"),
    measures.BEGAN: _to("commitments:move"),
    measures.ENDED: _to("commitments:move"),
    measures.VALUE: _to("commitments:add_value", day="{today}"),
    measures.ATTEST: _to("commitments:attest"),
    records.DRAFT: _to("records:draft-begin"),
    records.OFFER: _to("records:record-offer", "records:record-join"),
    records.ISSUE: _to("records:record-issue"),
    records.ASK: _to("records:record-ask"),
    records.ANSWER: _to("records:record-answer"),
    records.REVISE: _to("records:record-issue"),
    records.APPROVE: _to("records:record-approve"),
    records.ADD: _to("records:record-language"),
    records.COMPLETE: _to("records:paragraph", via=("records:paragraph",)),
    records.SIGN: _to("records:record-prepare"),
    meetings.FIX: _to("desk:plan-meeting", first="{day}"),
    meetings.SAY: _to("meetings:step", via=("meetings:step",)),
    meetings.NAME: _to("meetings:chair"),
    meetings.OPEN: _to(*IN_ROOM),
    meetings.OPEN_WITHOUT: _to(*IN_ROOM),
    meetings.GO: _to(*IN_ROOM),
    meetings.GO_TO_ITEM: _to(*IN_ROOM, "decisions:declare", via=("decisions:in-room",)),
    meetings.CLOSE: _to(*IN_ROOM),
    meetings.RESUME: _to(*IN_ROOM),
    observers.ANSWER: _to("meetings:observer_answer"),
    observers.ANSWER_EARLY: _to("meetings:observer_answer"),
    observers.INVITE: _to("meetings:observer_invitation"),
    presidencies.SETTLE: _to("parties:settle"),
    presidencies.SETTLE_NEXT: _to("parties:settle"),
    presidencies.SETTLE_FROM: _to("parties:settle"),
    presidencies.NEXT: _to("parties:designate"),
    preparations.PLAN: _to("meetings:plan_preparation"),
    preparations.RECORD: _to("meetings:hold_preparation"),
    preparations.COVER: _to("meetings:preparation", "meetings:step", via=("meetings:step",)),
    preparations.DO: _to("meetings:finish_follow_up"),
    programmes.DRAFT: _to(
        "decisions:programme-begin", "decisions:programme-add", via=("decisions:programme-add",)
    ),
    programmes.SUBMIT: _to("decisions:programme-submit"),
    programmes.ENDORSE: _to("decisions:programme-endorse"),
    register.WRITE: _to("documents:write"),
    register.CIRCULATE: _to("documents:circulate"),
    register.RELEASE: _to("documents:release"),
    register.PUBLISH: _to("documents:publish"),
    review.NOTE: _to("compliance:review"),
    room.DECLARE: _to("decisions:declare"),
    room.TAKE_BACK: _to("decisions:withdraw-objection", "decisions:convert"),
    room.TAKE_UP: _to("decisions:declare", "decisions:suspend"),
    room.ISSUE: _to("decisions:issue"),
    sessions.PLAN: _to(
        "meetings:session_plan",
        via=("meetings:session_plan",),
        more_spoken=None,
        more_interpreted=None,
    ),
    sessions.ENTER: _to("meetings:session_change"),
    signatures.SIGN: _to("documents:original-sign"),
    silence.RECOGNISE: _to("decisions:recognise"),
    silence.SIGN_LETTER: _to("decisions:letter"),
    silence.RENEW_LETTER: _to("decisions:letter"),
    silence.CONFIRM: _to("decisions:confirm", "decisions:contest"),
    silence.REVISE: _to("documents:revise"),
    silence.OPEN_ANEW: _to("decisions:open"),
    stocktaking.OPEN: _to("commitments:stocktakings", "commitments:stocktaking"),
    stocktaking.ASK: _to("commitments:stocktaking_period"),
    stocktaking.ANSWER: _to("commitments:stocktaking_answer"),
    stocktaking.CLOSE: _to("commitments:stocktaking_closing"),
    stocktaking.REPORT: _to("commitments:stocktaking_meeting"),
    **dict.fromkeys((takeup.BEGIN, takeup.GO_ON, takeup.STATE), _to("takeup:take-up")),
    takeup.REST: _to("meetings:plan"),
    texts.FIRST_DRAFT: _to(
        "documents:new", "texts:begin", via=("documents:new", "documents:document")
    ),
    texts.TRANSLATE: _to("texts:write"),
    texts.SETTLE: _to("texts:accept", via=("texts:paragraph",)),
    texts.CLEAR: _to("texts:clear"),
    texts.CLEAR_AGAIN: _to("texts:clear"),
    texts.SUBMIT: _to(*IN_ROOM),
    texts.LIFT: _to("texts:lift"),
    texts.CONFIRM: _to("texts:lift"),
}

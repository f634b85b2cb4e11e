"""The facts from which the button of the room follows, for whoever looks.

What stands against a step is asked of the feature whose step it is, so that the button is offered
exactly when the step is possible.  Source: docs/decisions/0062.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.acts import queries as acts
from cochair.features.acts.kinds import against as acts_against
from cochair.features.acts.models import JointAct
from cochair.features.conduct import course, refusals
from cochair.features.conduct.queries import OBSERVER
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.states import State
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.room import queries, terms, validators
from cochair.features.room.panel import Choice, Panel
from cochair.features.room.presenters import Shown
from cochair.features.sessions import opening_checks
from cochair.procedure.consensus import Claim, Stage
from cochair.procedure.presidency import holder
from cochair.procedure.refusal import Refusal, Refused, _
from cochair.site.desk.room import decisions, text_of_item
from cochair.site.desk.room.access import Sight
from cochair.site.desk.room.shape import (
    Facts,
    Floor,
    Objection,
    Place,
    Session,
    Text,
    Verb,
    Viewer,
    Waiting,
)
from cochair.site.desk.room.snapshot import Room, RoomCache
from cochair.site.desk.room.text_of_item import Chosen
from cochair.web.localize import language_now

SESSIONS: Mapping[State, Session] = {
    State.OPEN: Session.OPEN,
    State.SUSPENDED: Session.PAUSED,
    State.HELD: Session.HELD,
    State.COMPLETED: Session.HELD,
    State.ARCHIVED: Session.HELD,
    State.CANCELLED: Session.OFF,
}
TEXTS: Mapping[Stage, Text] = {
    Stage.PUT: Text.SUBMITTED,
    Stage.OBJECTED: Text.OBJECTED,
    Stage.SUSPENDED: Text.SUSPENDED,
    Stage.ADOPTED_BY_CONSENSUS: Text.ADOPTED,
    Stage.ADOPTED_WITH_STATEMENTS: Text.ADOPTED,
    Stage.CO_CHAIRS_SUMMARY: Text.ENDED,
    Stage.NOT_AGREED: Text.ENDED,
}
STEP_OF: Mapping[str, Verb] = {
    "meeting.open": Verb.OPEN,
    "meeting.suspend": Verb.PAUSE,
    "meeting.resume": Verb.RESUME,
    "meeting.close": Verb.CLOSE,
    queries.PUT: Verb.SUBMIT,
    queries.DECLARE: Verb.DECLARE,
    queries.SUSPEND: Verb.SUSPEND,
}
KIND_OF = {verb: kind for kind, verb in STEP_OF.items()}
# Which step of the meeting itself a state leads to.
MEETING_STEPS: Mapping[Session, tuple[Verb, ...]] = {
    Session.BEFORE: (Verb.OPEN,),
    Session.PAUSED: (Verb.RESUME,),
    Session.OPEN: (Verb.CLOSE, Verb.PAUSE),
}
_AGAINST_PUTTING: RoomCache[tuple[Refusal, ...]] = RoomCache(16)


# Whether a reader may object to the text above the button, and make a statement on it.
type Verbs = tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts of a room, with what they were read from: the act that waits, the decision of the
    item, its paper before it is submitted; and what the reader may do about the text."""

    facts: Facts
    act: JointAct | None
    decision: Shown | None
    chosen: Chosen | None
    own: Verbs


def viewer(sight: Sight, hat: ActingOffice) -> Viewer:
    """In which capacity a hat looks at a room."""
    if hat.may(Power.SIGN):
        return Viewer.CHAIR
    if hat.may(Power.RECORD_FACTS):
        return Viewer.SECRETARIAT
    return Viewer.SPEAKER if sight.voice else Viewer.LISTENER


def of(room: Room, sight: Sight, hat: ActingOffice, at: datetime) -> Situation:
    """The facts of a room for a reader; what may not be seen is left out."""
    decision = decisions.of_item(room, at) if sight.items else None
    chosen = None
    if sight.items and decision is None and room.is_open and sight.shares:
        chosen = text_of_item.chosen(room, at)
    act, void = _act(room, at)
    if act is not None and act.kind in (queries.DECLARE, queries.SUSPEND):
        number = act.body["number"]
        known = decisions.of_room(room, at)
        decision = next((one for one in known if one.row.number == number), decision)
    item = room.floor.item if sight.items else None
    who, waiting = viewer(sight, hat), _waiting(act)
    floor, number = _floor(room, sight)
    against, fields = _own_steps(room, sight, number)
    if who is Viewer.CHAIR:
        panel = _panel(decision, hat, at)
        steps = _Steps(room, at, act, waiting, decision, chosen, panel)
        against, fields = steps.against(), steps.fields()
    own = _own(room, sight, decision, hat, at)
    place = next((n for n, row in enumerate(room.floor.waiting, 1) if row.number == number), 0)
    facts = Facts(
        viewer=who,
        session=SESSIONS.get(room.state, Session.BEFORE),
        own=hat.party if who is Viewer.CHAIR else "",
        parties=tuple(one.code for one in room.parties(language_now())),
        item=Place(item.key, item.number) if item else None,
        following=_following(room),
        text=_text(decision, chosen),
        waiting=waiting,
        objection=_objection(decision),
        void=void,
        is_hidden=room.is_open and not sight.items,
        floor=floor,
        place=place,
        declared=_declared(decision),
        may_object=own[0],
        against=against,
        fields=fields,
    )
    return Situation(facts, act, decision, chosen, own)


def holders(room: Room, at: datetime) -> Mapping[str, Mapping[str, str]]:
    """Each Party by the State that presides for it at an instant; else by its own short name."""
    names = room.roster.names()
    found = {}
    for party in room.roster.parties:
        state = holder(room.roster.terms, party.code, at).holder
        found[party.code] = names[state] if state else party.short
    return found


def _act(room: Room, at: datetime) -> tuple[JointAct | None, frozenset[str]]:
    """The joint act that waits and still binds what is; and whose signature on another fell away."""
    void: set[str] = set()
    rows = {one.row.number: one.row for one in decisions.of_room(room, at)}
    for act in room.acts:
        signed = {key.party.code for key in act.keys.all()}
        if act.kind in (queries.DECLARE, queries.SUSPEND):
            row = rows.get(act.body["number"])
            current = row is not None and queries.is_current(act, row)
        else:
            current = acts.digest(act) == act.digest
        if current:
            return act, frozenset()
        void |= signed
    return None, frozenset(void)


def _waiting(act: JointAct | None) -> Waiting | None:
    if act is None:
        return None
    keys = list(act.keys.all())
    since = max((key.at for key in keys), default=act.proposed_at)
    is_of_consensus = act.body.get("claim", Claim.CONSENSUS.value) == Claim.CONSENSUS.value
    signed = frozenset(key.party.code for key in keys)
    return Waiting(STEP_OF[act.kind], signed, since, is_of_consensus)


def _following(room: Room) -> Place | None:
    """The first item that is not dealt with, but for the one under discussion."""
    left = (one for one in room.floor.courses if one.stands in course.UNFINISHED)
    found = next((one for one in left if not one.is_on_floor), None)
    return Place(found.key, found.number) if found else None


def _text(decision: Shown | None, chosen: Chosen | None) -> Text:
    if decision is not None:
        return TEXTS.get(decision.stage, Text.NONE)
    return Text.READY if chosen is not None and chosen.is_submitted else Text.NONE


def _objection(decision: Shown | None) -> Objection | None:
    if decision is None or not decision.is_on_the_table or not decision.standing:
        return None
    first = decision.standing[0]
    return Objection(first.row.voice, tuple(str(one) for one in first.places))


def _declared(decision: Shown | None) -> Mapping[str, datetime]:
    """When (UTC) each Party declared the outcome of a decision that has ended."""
    declared = decision.row.declaration if decision is not None else None
    if declared is None or declared.effective_at is None:
        return {}
    return {key.party.code: key.at for key in declared.keys.all()}


def _own(
    room: Room, sight: Sight, decision: Shown | None, hat: ActingOffice, at: datetime
) -> Verbs:
    """The verbs of a delegation at each paragraph of what is submitted or was adopted."""
    if not sight.shares or decision is None or decision.row.number not in sight.decisions:
        return False, False
    own = decisions.own(room, decision, hat, at)
    return own.objects, own.states and own.objection is None


def _panel(decision: Shown | None, hat: ActingOffice, at: datetime) -> Panel | None:
    if decision is None or not decision.is_on_the_table:
        return None
    return decisions.chairs(decision, hat, at)


def _floor(room: Room, sight: Sight) -> tuple[Floor, int]:
    """Where the reader stands on the list of speakers, and the number of the request."""
    speaking = room.floor.speaking
    if sight.voice is None:
        return Floor.SILENT, 0
    if speaking is not None and (speaking.kind, speaking.voice) == sight.voice:
        return Floor.SPEAKING, speaking.number
    for row in room.floor.waiting:
        if (row.kind, row.voice) == sight.voice:
            return Floor.WAITING, row.number
    return Floor.FREE, 0


type Fields = Mapping[Verb, Mapping[str, str]]


def _own_steps(room: Room, sight: Sight, number: int) -> tuple[Mapping[Verb, Refusal], Fields]:
    """What stands against speaking in one's own name, and what its forms carry."""
    item, fields = room.floor.item, {"number": str(number)}
    why = None
    if sight.voice not in room.voices():
        why = NOT_HERE
    elif sight.voice is not None and sight.voice[0] == OBSERVER:
        why = None if item is not None and item.hears_observers else NOT_GRANTED
    against = {Verb.ASK: why} if why is not None else {}
    return against, {Verb.RETURN: fields, Verb.FINISH: fields}


NOT_HERE = Refusal(
    "practice", _("No member of this delegation has checked in: ask at the entrance.")
)
NOT_GRANTED = Refusal(
    "practice", _("Observers may take the floor only if the co-chairs allow it, item by item.")
)


@dataclass(frozen=True, slots=True)
class _Steps:
    """What both co-chairs may do at an instant, and what their forms carry."""

    room: Room
    at: datetime
    act: JointAct | None
    waiting: Waiting | None
    decision: Shown | None
    chosen: Chosen | None
    panel: Panel | None

    def against(self) -> Mapping[Verb, Refusal]:
        """The first reason against each step that has one."""
        found = dict(self._of_meeting())
        found.update(self._of_items())
        reasons = {Verb.SUBMIT: self._submitting()}
        panel = self.panel
        if panel is not None:
            reasons[Verb.DECLARE] = self._claim(panel).refusals
            reasons[Verb.SUSPEND] = panel.suspension.refusals
        found.update({verb: why[0] for verb, why in reasons.items() if why})
        return found

    def fields(self) -> Fields:
        """What the form of each step carries: what was shown, so that nothing else is signed."""
        room, item, following = self.room, self.room.floor.item, _following(self.room)
        last = {"seen": str(room.floor.last)}
        found: dict[Verb, Mapping[str, str]] = {}
        if following is not None:
            found[Verb.BEGIN] = {"item": following.key, **last}
        if item is not None:
            found[Verb.CONCLUDE] = {"item": item.key, **last}
            if following is not None and self.decision is not None:
                found[Verb.CONCLUDE] = {**found[Verb.CONCLUDE], "next": following.key}
        if self.chosen is not None and item is not None:
            found[Verb.SUBMIT] = {
                "document": self.chosen.put.document.slug,
                "kind": self.chosen.kind,
                "form": self.chosen.form,
                "item": item.key,
                "seen": self.chosen.put.digest,
            }
        panel = self.panel
        if panel is not None and self.decision is not None:
            number, claim = str(self.decision.row.number), self._claim(panel)
            found[Verb.DECLARE] = {"number": number, "claim": claim.code, "seen": claim.seen}
            found[Verb.SUSPEND] = {"number": number, "seen": panel.suspension.seen}
        if self.act is not None and self.waiting is not None:
            named = {"act": str(self.act.number), "seen": self.act.digest}
            found[Verb.WITHDRAW] = named
            if self.waiting.verb not in (Verb.DECLARE, Verb.SUSPEND):
                found[self.waiting.verb] = named
        return found

    def _of_meeting(self) -> Iterable[tuple[Verb, Refusal]]:
        session = SESSIONS.get(self.room.state, Session.BEFORE)
        for verb in MEETING_STEPS.get(session, ()):
            kind, meeting = KIND_OF[verb], self.room.meeting
            why = (
                *meetings.step_refusals(meeting, kind, self.at),
                *meetings.unfinished(meeting, kind, self.at),
            )
            first = next((one for one in why if one is not None), None)
            if first is None and self.act is not None and self.act.kind == kind:
                first = next(iter(acts_against(self.act, self.at)), None)
            if first is None and verb is Verb.OPEN and self.act is None:
                missing = opening_checks.at_opening(meeting, self.at)
                first = opening_checks.without_reason(missing, "")
            if first is not None:
                yield verb, first

    def _of_items(self) -> Iterable[tuple[Verb, Refusal]]:
        room, following = self.room, _following(self.room)
        next_one = course.of_key(room.floor.courses, following.key) if following else None
        for verb, code, item in (
            (Verb.CONCLUDE, course.CONCLUDED, room.floor.item),
            (Verb.BEGIN, course.OPENED, next_one),
        ):
            for why in refusals.step(code, room.meeting, item, self.at):
                if why is not None and item is not None:
                    yield verb, why

    def _submitting(self) -> tuple[Refusal, ...]:
        """What stands against submitting the text that waits, or the paper of the item."""
        if self.act is not None and self.act.kind == queries.PUT:
            return tuple(why for why in acts_against(self.act, self.at) if why is not None)
        if self.chosen is None or self.room.floor.item is None:
            return ()
        item, chosen, meeting = self.room.floor.item, self.chosen, self.room.meeting
        wish = terms.Wish(chosen.put.document, chosen.kind, chosen.form, item.key)

        def read() -> tuple[Refusal, ...]:
            try:
                said = terms.body(meeting, wish, self.at)
            except Refused as refused:
                return tuple(refused.refusals)
            return validators.to_putting(meeting, said, self.at)

        return _AGAINST_PUTTING.get(self.room, item.key, read)

    def _claim(self, panel: Panel) -> Choice:
        """What is declared: what waits for a signature, or consensus."""
        code = Claim.CONSENSUS.value
        if self.act is not None and self.act.kind == queries.DECLARE:
            code = str(self.act.body["claim"])
        return next(one for one in panel.claims if one.code == code)

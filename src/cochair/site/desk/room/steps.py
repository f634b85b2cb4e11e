"""What the button of the room does: one function for each step, and what is said afterwards.

A step sent twice is taken once: who has signed an act has signed it, and the entries of the room
and the list of speakers know what they were sent.  Source: docs/decisions/0062.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts import queries as open_acts
from cochair.features.acts.models import JointAct
from cochair.features.conduct import actions, speakers_list
from cochair.features.conduct.labels import KINDS
from cochair.features.decisions.models import RoomDecision
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties.offices import ActingOffice
from cochair.features.room import actions as room
from cochair.features.room import put_page, subjects
from cochair.features.room import queries as decisions
from cochair.features.room.terms import Wish
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refusal, Refused, Sentence, _
from cochair.site.desk.room.shape import Verb
from cochair.site.desk.room.situation import KIND_OF, STEP_OF
from cochair.web.errors import StaleVersion
from cochair.web.numbers import whole

type Typed = Mapping[str, object]
HIGHEST = 10**9
NO_SUCH = Refusal("practice", _("The page sent an invalid value. Load it again."))


def _submit(meeting: Meeting, typed: Typed, by: ActingOffice, at: datetime) -> Sentence:
    if typed["act"]:
        act = _sign(meeting, Verb.SUBMIT, typed, by, at)
    else:
        wish = put_page.wish(meeting, by, at, typed, {})
        act = _submitted(meeting, wish, by) or _first(meeting, wish, str(typed["seen"]), by, at)
    return _signed(act, BOTH_SUBMITTED, SUBMITTED)


def _first(meeting: Meeting, wish: Wish, seen: str, by: ActingOffice, at: datetime) -> JointAct:
    """The first signature, on the words that were shown and on no others."""
    now = subjects.of_document(wish.document, at).digest
    if now != seen:
        said = Refusal(
            "two-keys", _("The text was changed since it was shown to you: read it again.")
        )
        raise StaleVersion(said, theirs=now, mine=seen)
    return room.put(meeting, wish, by=by, at=at)


def _submitted(meeting: Meeting, wish: Wish, by: ActingOffice) -> JointAct | None:
    """The same submission, when this side has signed it already."""
    for act in decisions.waiting(meeting):
        said = act.body
        same = (said.get("document"), said.get("item")) == (wish.document.slug, wish.item)
        if act.kind == decisions.PUT and same and _has_signed(act, by):
            return act
    return None


def _declare(meeting: Meeting, typed: Typed, by: ActingOffice, at: datetime) -> Sentence:
    row = _decision(meeting, typed)
    claim, seen = Claim(str(typed["claim"] or Claim.CONSENSUS.value)), str(typed["seen"])
    act = _waits_on(meeting, decisions.DECLARE, seen, by)
    act = act or room.declare(row, claim=claim, seen=seen, by=by, at=at)
    is_consensus = claim is Claim.CONSENSUS
    return _signed(act, ADOPTED if is_consensus else BOTH_DECLARED, DECLARED)


def _suspend(meeting: Meeting, typed: Typed, by: ActingOffice, at: datetime) -> Sentence:
    row = _decision(meeting, typed)
    seen = str(typed["seen"])
    act = _waits_on(meeting, decisions.SUSPEND, seen, by)
    act = act or room.suspend(row, seen=seen, by=by, at=at)
    return _signed(act, SUSPENDED, SIGNED)


def _of_meeting(verb: Verb, done: str) -> Callable[..., Sentence]:
    """A step of the meeting itself: the first signature sends it to the other side as well."""

    @transaction.atomic
    def step(meeting: Meeting, typed: Typed, by: ActingOffice, at: datetime) -> Sentence:
        if typed["act"]:
            act = _sign(meeting, verb, typed, by, at)
        else:
            rows = open_acts.open_acts(meeting.forum).filter(
                kind=KIND_OF[verb], subject_kind="meeting", subject_id=meeting.slug
            )
            act = next((one for one in rows if _has_signed(one, by)), None) or acts.turn_key(
                made := meetings.propose_step(meeting, kind=KIND_OF[verb], by=by, at=at),
                seen=made.digest,
                by=by,
                at=at,
            )
        return _signed(act, done, SIGNED)

    return step


def _withdraw(meeting: Meeting, typed: Typed, by: ActingOffice, at: datetime) -> Sentence:
    acts.withdraw(_act(meeting, typed), by=by, at=at)
    return Sentence(_("Your signature is withdrawn. Nobody has signed now."))


def _begin(meeting: Meeting, typed: Typed, by: ActingOffice, at: datetime) -> Sentence:
    key = str(typed["item"])
    actions.open_item(meeting, key, seen=_entry(typed), by=by, at=at)
    return Sentence(_("The item is open."))


@transaction.atomic
def _conclude(meeting: Meeting, typed: Typed, by: ActingOffice, at: datetime) -> Sentence:
    key, following = str(typed["item"]), str(typed["next"] or "")
    words = typed["words"]
    assert isinstance(words, Mapping)
    kind = str(typed["kind"]) if typed["kind"] in KINDS else ""
    made = actions.conclude_item(
        meeting, key, words=words, kind=kind, seen=_entry(typed), by=by, at=at
    )
    if not following:
        return Sentence(_("The item is concluded. You may reopen it from the agenda."))
    actions.open_item(meeting, following, seen=made.number, by=by, at=at)
    return Sentence(_("The item is concluded, and the next item is open."))


def _ask(meeting: Meeting, typed: Typed, by: ActingOffice, at: datetime) -> Sentence:
    speakers_list.ask(meeting, by=by, at=at)
    return Sentence(_("You are on the list of speakers."))


def _return(meeting: Meeting, typed: Typed, by: ActingOffice, at: datetime) -> Sentence:
    speakers_list.withdraw(meeting, _number(typed), by=by, at=at)
    return Sentence(_("Your request for the floor is withdrawn."))


def _finish(meeting: Meeting, typed: Typed, by: ActingOffice, at: datetime) -> Sentence:
    speakers_list.end(meeting, _number(typed), by=by, at=at)
    return Sentence(_("The co-chairs see that you have finished."))


def _sign(meeting: Meeting, verb: Verb, typed: Typed, by: ActingOffice, at: datetime) -> JointAct:
    act = _act(meeting, typed)
    if STEP_OF.get(act.kind) is not verb:
        raise Refused(NO_SUCH)
    return (
        act if _has_signed(act, by) else acts.turn_key(act, seen=str(typed["seen"]), by=by, at=at)
    )


def _act(meeting: Meeting, typed: Typed) -> JointAct:
    """The joint act that a button named: one of this room, and of no other."""
    found = open_acts.of_number(meeting.forum, str(typed["act"] or ""))
    if found is None or found.kind not in STEP_OF:
        raise Refused(NO_SUCH)
    of_it = (found.subject_kind, found.subject_id) == ("meeting", meeting.slug)
    if not of_it and found.body.get("meeting") != meeting.slug:
        raise Refused(NO_SUCH)
    return found


def _decision(meeting: Meeting, typed: Typed) -> RoomDecision:
    row = decisions.of_meeting(meeting).filter(number=_number(typed)).first()
    if row is None:
        raise Refused(NO_SUCH)
    return row


def _waits_on(meeting: Meeting, kind: str, seen: str, by: ActingOffice) -> JointAct | None:
    """The act on exactly what was shown, when this side has signed it already."""
    for act in decisions.waiting(meeting):
        if act.kind == kind and act.body["binds"] == seen and _has_signed(act, by):
            return act
    return None


def _has_signed(act: JointAct, by: ActingOffice) -> bool:
    return any(key.party.code == by.party for key in act.keys.all())


def _signed(act: JointAct, both: str, own: str) -> Sentence:
    if act.effective_at is not None:
        return Sentence(both, {"at": act.effective_at} if "{at}" in both else {})
    return Sentence(own)


def _entry(typed: Typed) -> int:
    seen = whole(str(typed["seen"]), HIGHEST)
    if seen is None:
        raise Refused(NO_SUCH)
    return seen


def _number(typed: Typed) -> int:
    return int(str(typed["number"] or 0))


SIGNED = _("You have signed.")
SUBMITTED = _("You have submitted the text.")
DECLARED = _("You have declared.")
BOTH_SUBMITTED = _("Both co-chairs have submitted the text. Delegations may object now.")
BOTH_DECLARED = _("Both co-chairs have declared: the decision has ended.")
ADOPTED = _("Adopted by consensus at {at}.")
SUSPENDED = _("Both co-chairs have suspended the decision.")
STEPS: Mapping[Verb, Callable[[Meeting, Typed, ActingOffice, datetime], Sentence]] = {
    Verb.OPEN: _of_meeting(Verb.OPEN, _("Both co-chairs have signed: the meeting is open.")),
    Verb.PAUSE: _of_meeting(Verb.PAUSE, _("Both co-chairs have signed: the meeting is suspended.")),
    Verb.RESUME: _of_meeting(Verb.RESUME, _("Both co-chairs have signed: the meeting goes on.")),
    Verb.CLOSE: _of_meeting(Verb.CLOSE, _("Both co-chairs have signed: the meeting is closed.")),
    Verb.SUBMIT: _submit,
    Verb.DECLARE: _declare,
    Verb.SUSPEND: _suspend,
    Verb.WITHDRAW: _withdraw,
    Verb.BEGIN: _begin,
    Verb.CONCLUDE: _conclude,
    Verb.ASK: _ask,
    Verb.RETURN: _return,
    Verb.FINISH: _finish,
}

"""The one button of the room: what it says and does in every state, for whoever looks.

Pure: facts in, a `Deck` out.  A button is offered exactly when nothing stands against its step and
the reader has not signed it already.  Source: docs/decisions/0062.
"""

from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.site.desk.room.button_words import (
    AGAIN,
    EFFECTS,
    EITHER,
    FIRST,
    HAS_SIGNED,
    LABELS,
    MAY_OBJECT,
    NUMBERED,
    PROPOSED,
    SECOND,
    SESSIONS,
    STATES,
    YOU,
)
from cochair.site.desk.room.shape import (
    JOINT,
    Button,
    Deck,
    Facts,
    Floor,
    Help,
    Objection,
    Session,
    Side,
    Text,
    Verb,
    Viewer,
    Waiting,
)

OBJECTION_STANDS = _("Consensus cannot be declared while an objection stands.")
OBJECTS = (
    _("{party} objects to paragraph {number}."),
    _("{party} objects to paragraphs {numbers}."),
)
ON_THE_TABLE = frozenset({Text.SUBMITTED, Text.OBJECTED, Text.SUSPENDED})


def deck(facts: Facts) -> Deck:
    """The foot of the room for whoever looks, in every state."""
    if facts.viewer is Viewer.CHAIR:
        return _chair(facts)
    if facts.viewer is Viewer.SPEAKER:
        return _speaker(facts)
    step = _step(facts)
    return Deck(says=_state(facts, step), sides=_sides(facts, step))


def _chair(facts: Facts) -> Deck:
    step = _step(facts)
    says, sides = _state(facts, step), _sides(facts, step)
    if step is None:
        return Deck(says=says)
    waiting = facts.waiting if facts.waiting and facts.waiting.verb is step else None
    fields = facts.fields.get(step, {})
    if waiting is not None and facts.own in waiting.signed:
        other = next((one for one in facts.parties if one not in waiting.signed), "")
        why = Sentence(_("{party} has not signed yet."), {"party": other})
        label = Sentence(_("Waiting for {party}"), {"party": other})
        take_back = Help(
            Verb.WITHDRAW,
            Sentence(_("Withdraw my signature")),
            facts.fields.get(Verb.WITHDRAW, {}),
        )
        button = Button(step, label, fields, why)
        return Deck(says, Sentence(FIRST[step]), button, sides, (take_back,))
    asks = waiting is not None and bool(waiting.signed)
    against = facts.against.get(step)
    if against is not None and step is Verb.DECLARE and facts.objection is not None:
        against = Refusal(against.clause, OBJECTION_STANDS)
    label = _label(facts, step, again=asks)
    button = Button(step, label, fields, against)
    if against is not None:
        return Deck(says, against, button, sides, _helps(facts, step))
    effect = Sentence(SECOND[step]) if asks else _effect(facts, step)
    return Deck(says, effect, button, sides, (), asks)


def _step(facts: Facts) -> Verb | None:
    """The step to which the state leads; None where nothing follows in the room."""
    match facts.session:
        case Session.BEFORE:
            return Verb.OPEN
        case Session.PAUSED:
            return Verb.RESUME
        case Session.HELD:
            return Verb.FOLLOW
        case Session.OFF:
            return None
        case Session.OPEN:
            pass
    if facts.waiting is not None:
        return facts.waiting.verb
    if facts.text in ON_THE_TABLE:
        return Verb.DECLARE
    if facts.item is None:
        return Verb.CLOSE if facts.following is None else Verb.BEGIN
    return Verb.SUBMIT if facts.text is Text.READY else Verb.CONCLUDE


def _label(facts: Facts, step: Verb, *, again: bool) -> Sentence:
    if again:
        return Sentence(AGAIN[step])
    if step is Verb.BEGIN and facts.following is not None:
        return Sentence(_("Open item {number}"), {"number": facts.following.number})
    if step is Verb.CONCLUDE and facts.item is not None:
        number = {"number": facts.item.number}
        if facts.following is not None and facts.text in (Text.ADOPTED, Text.ENDED):
            both = {**number, "next": facts.following.number}
            return Sentence(_("Conclude item {number}, open item {next}"), both)
        return Sentence(_("Conclude item {number}"), number)
    return Sentence(LABELS[step])


def _effect(facts: Facts, step: Verb) -> Sentence:
    if step is Verb.CONCLUDE and facts.text is Text.ADOPTED:
        return Sentence(_("The conclusion is written from the decision. Change it above."))
    if step is Verb.SUBMIT and facts.void:
        return Sentence(
            _("The text was changed after the first signature. Both co-chairs sign again.")
        )
    return Sentence(EFFECTS[step])


def _state(facts: Facts, step: Verb | None) -> Sentence:
    """What is so, in one sentence."""
    waiting = facts.waiting
    if facts.is_hidden and facts.session is Session.OPEN:
        return Sentence(_("The current item is not open to observers."))
    if waiting is not None and waiting.verb is step:
        return _signed(facts, waiting)
    if facts.session is not Session.OPEN:
        return Sentence(SESSIONS[facts.session])
    if facts.objection is not None:
        return _objects(facts.objection)
    if facts.item is None and facts.text not in ON_THE_TABLE:
        if facts.following is None:
            return Sentence(_("Nothing is left on the agenda."))
        return Sentence(_("No item is under discussion."))
    if facts.item is None:
        return Sentence(STATES[facts.text])
    number = {"number": facts.item.number}
    return Sentence(STATES[facts.text], number if facts.text in NUMBERED else {})


def _signed(facts: Facts, waiting: Waiting) -> Sentence:
    first = next((one for one in facts.parties if one in waiting.signed), "")
    if not first:
        return Sentence(PROPOSED[waiting.verb])
    if first == facts.own and facts.viewer is Viewer.CHAIR:
        other = next((one for one in facts.parties if one not in waiting.signed), "")
        return Sentence(_("You have signed. {party} has not signed yet."), {"party": other})
    if waiting.verb is Verb.DECLARE and not waiting.of_consensus:
        return Sentence(_("{party} ends the decision without consensus."), {"party": first})
    return Sentence(HAS_SIGNED[waiting.verb], {"party": first})


def _objects(objection: Objection) -> Sentence:
    who = {"party": objection.by}
    if not objection.paragraphs:
        return Sentence(_("{party} objects to the text."), who)
    if len(objection.paragraphs) == 1:
        return Sentence(OBJECTS[0], {**who, "number": objection.paragraphs[0]})
    return Sentence(OBJECTS[1], {**who, "numbers": objection.paragraphs})


def _helps(facts: Facts, step: Verb) -> tuple[Help, ...]:
    """What helps while the button is not offered: another step, each where nothing stands against."""
    found = []
    if step is Verb.DECLARE and Verb.SUSPEND not in facts.against and facts.text is Text.OBJECTED:
        label = Sentence(_("Suspend the decision"))
        found.append(Help(Verb.SUSPEND, label, facts.fields.get(Verb.SUSPEND, {})))
    moves = step in (Verb.DECLARE, Verb.SUBMIT) and facts.following is not None
    if moves and Verb.BEGIN not in facts.against and facts.following is not None:
        label = Sentence(_("Open item {number}"), {"number": facts.following.number})
        found.append(Help(Verb.BEGIN, label, facts.fields.get(Verb.BEGIN, {})))
    return tuple(found)


def _sides(facts: Facts, step: Verb | None) -> tuple[Side, ...]:
    """Both halves in the order of the meeting: who signed, or who may do what one alone can do."""
    if step is None or step is Verb.FOLLOW or facts.is_hidden:
        return ()
    if step not in JOINT and facts.declared:
        return tuple(
            Side(one, "agreed", Sentence(_("declared at {at}"), {"at": facts.declared[one]}))
            for one in facts.parties
            if one in facts.declared
        )
    if step not in JOINT and facts.viewer is not Viewer.CHAIR:
        return ()
    if step not in JOINT:
        return tuple(
            Side(one, "here", Sentence(YOU if one == facts.own else EITHER))
            for one in facts.parties
        )
    waiting = facts.waiting
    signed = waiting.signed if waiting is not None and waiting.verb is step else frozenset()
    return tuple(_side(facts, one, signed, waiting) for one in facts.parties)


def _side(facts: Facts, party: str, signed: frozenset[str], waiting: Waiting | None) -> Side:
    if party in signed and waiting is not None:
        return Side(party, "agreed", Sentence(_("signed at {at}"), {"at": waiting.since}))
    if party in facts.void:
        return Side(party, "void", Sentence(_("signature void")))
    if facts.objection is not None and (waiting is None or waiting.verb is not Verb.SUSPEND):
        return Side(party, "waiting", Sentence(_("waits")))
    if party == facts.own and facts.viewer is Viewer.CHAIR:
        return Side(party, "waiting", Sentence(_("your signature")))
    return Side(party, "waiting", Sentence(_("not signed")))


def _speaker(facts: Facts) -> Deck:
    """A delegation, an institution or an observer: it asks for the floor, takes that back, ends."""
    step = _step(facts)
    says, sides = _state(facts, step), _sides(facts, step)
    if facts.session is not Session.OPEN:
        return Deck(says=says, sides=sides)
    verb = {Floor.WAITING: Verb.RETURN, Floor.SPEAKING: Verb.FINISH}.get(facts.floor, Verb.ASK)
    against = facts.against.get(verb)
    if verb is Verb.ASK and facts.item is None and against is None:
        against = Refusal("practice", _("The floor may be requested once an item is open."))
    button = Button(verb, Sentence(LABELS[verb]), facts.fields.get(verb, {}), against)
    if against is not None:
        return Deck(says, against, button, sides)
    if verb is Verb.RETURN:
        effect = Sentence(_("You are number {number} on the list."), {"number": facts.place})
    elif verb is Verb.ASK and facts.may_object:
        effect = Sentence(MAY_OBJECT)
    else:
        effect = Sentence(EFFECTS[verb])
    return Deck(says, effect, button, sides)

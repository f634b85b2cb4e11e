"""The one button of the room: every row of its table, and what holds in every state.

interaction.md section 4: never two primary buttons, and offered exactly when the step is possible.
"""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cochair.procedure.refusal import Refusal, Sentence
from cochair.site.desk.room import button
from cochair.site.desk.room.shape import (
    JOINT,
    Deck,
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

AT = datetime(2026, 10, 8, 13, 41, tzinfo=UTC)
EU, CLASI = "EU", "CLASI"
ONE, THREE, FOUR = Place("i1", 1), Place("i3", 3), Place("i4", 4)
STOPS = Refusal("I.2.5", "Consensus cannot be declared while an objection stands.")
PARAGUAY = Objection("PY", ("11",))


def seen(own: str = EU, **more: object) -> Deck:
    """The foot of an open room for a co-chair."""
    said: dict[str, object] = {
        "viewer": Viewer.CHAIR,
        "session": Session.OPEN,
        "own": own,
        "parties": (CLASI, EU),
        "following": FOUR,
    }
    return button.deck(Facts(**{**said, **more}))


def signed(verb: Verb, *parties: str, **more: object) -> Waiting:
    return Waiting(verb, frozenset(parties), AT, **more)


def words(one: Sentence | Refusal | None) -> str:
    return one.message.format(**one.facts) if one else ""


# State, who looks, label, what is so (its beginning), whether it is offered, whether it asks.
TABLE = [
    ({"session": Session.BEFORE}, EU, "Open the meeting", "The meeting is not open", True, False),
    ({"session": Session.BEFORE, "waiting": signed(Verb.OPEN, CLASI)}, EU, "Open the meeting", "CLASI is ready", True, True),
    ({"following": ONE}, EU, "Open item 1", "No item is under discussion", True, False),
    ({"item": ONE}, EU, "Conclude item 1", "Item 1 is under discussion", True, False),
    ({"item": THREE, "text": Text.READY}, EU, "Submit the text", "Item 3 is under discussion", True, False),
    ({"item": THREE, "text": Text.READY, "waiting": signed(Verb.SUBMIT, EU)}, EU, "Waiting for CLASI", "You have signed", False, False),
    ({"item": THREE, "text": Text.READY, "waiting": signed(Verb.SUBMIT, EU)}, CLASI, "Submit it as well", "EU has submitted this text", True, True),
    ({"item": THREE, "text": Text.SUBMITTED}, EU, "Declare consensus", "The text is submitted", True, False),
    ({"item": THREE, "text": Text.SUBMITTED, "waiting": signed(Verb.DECLARE, CLASI)}, EU, "Declare it as well", "CLASI declares consensus", True, True),
    ({"item": THREE, "text": Text.OBJECTED, "objection": PARAGUAY, "void": frozenset({CLASI}), "against": {Verb.DECLARE: STOPS}}, EU, "Declare consensus", "PY objects to paragraph 11", False, False),
    ({"item": THREE, "text": Text.OBJECTED, "objection": PARAGUAY, "waiting": signed(Verb.SUSPEND, EU)}, CLASI, "Suspend it as well", "EU has signed to suspend", True, True),
    ({"item": THREE, "text": Text.SUSPENDED, "objection": PARAGUAY, "against": {Verb.DECLARE: STOPS}}, EU, "Declare consensus", "PY objects", False, False),
    ({"item": THREE, "text": Text.ADOPTED}, EU, "Conclude item 3, open item 4", "The text is adopted", True, False),
    ({"item": THREE, "text": Text.ENDED}, EU, "Conclude item 3, open item 4", "The decision has ended", True, False),
    ({"item": THREE, "text": Text.OBJECTED, "waiting": signed(Verb.DECLARE, EU, of_consensus=False)}, CLASI, "Declare it as well", "EU ends the decision without consensus", True, True),
    ({"item": FOUR, "following": None}, EU, "Conclude item 4", "Item 4 is under discussion", True, False),
    ({"following": None}, EU, "Close the meeting", "Nothing is left on the agenda.", True, False),
    ({"text": Text.SUBMITTED}, EU, "Declare consensus", "The text is submitted", True, False),
    ({"following": None, "waiting": signed(Verb.CLOSE, EU)}, CLASI, "Close the meeting", "EU has signed the closing", True, True),
    ({"session": Session.PAUSED}, EU, "Resume the meeting", "The meeting is suspended", True, False),
    ({"item": ONE, "waiting": signed(Verb.PAUSE, EU)}, CLASI, "Suspend the meeting", "EU has signed to suspend the meeting", True, True),
    ({"session": Session.HELD}, EU, "Follow up", "The meeting is closed", True, False),
]  # fmt: skip


@pytest.mark.parametrize(("state", "own", "label", "says", "offered", "asks"), TABLE)
def test_the_button_follows_the_state(
    state: dict[str, object], own: str, label: str, says: str, offered: bool, asks: bool
) -> None:
    found = seen(own, **state)

    assert found.button is not None
    assert words(found.button.label) == label
    assert words(found.says).startswith(says)
    assert (found.button.is_offered, found.asks) == (offered, asks)


def test_both_chairs_see_the_same_button_while_nobody_has_signed() -> None:
    states = [state for state, *_rest in TABLE if "waiting" not in state]

    assert all(seen(EU, **one).button == seen(CLASI, **one).button for one in states)


def test_who_has_signed_sees_the_half_filled_and_may_take_it_back() -> None:
    waiting = signed(Verb.SUBMIT, EU)
    found = seen(EU, item=THREE, text=Text.READY, waiting=waiting)

    assert [(one.party, one.key) for one in found.sides] == [(CLASI, "waiting"), (EU, "agreed")]
    assert [one.verb for one in found.helps] == [Verb.WITHDRAW]
    assert not seen(CLASI, item=THREE, text=Text.READY, waiting=waiting).helps


def test_an_objection_says_why_and_offers_what_helps() -> None:
    state: dict[str, object] = {"item": THREE, "text": Text.OBJECTED, "objection": PARAGUAY}
    found = seen(EU, against={Verb.DECLARE: STOPS}, **state)

    assert found.button is not None and found.button.why_not == found.effect
    assert words(found.effect) == "Consensus cannot be declared while an objection stands."
    assert [one.verb for one in found.helps] == [Verb.SUSPEND, Verb.BEGIN]
    suspended = {**state, "text": Text.SUSPENDED}
    against = {Verb.DECLARE: STOPS}
    assert [one.verb for one in seen(EU, against=against, **suspended).helps] == [Verb.BEGIN]


def test_a_signature_that_fell_away_is_shown_as_void() -> None:
    found = seen(EU, item=THREE, text=Text.SUBMITTED, void=frozenset({CLASI}), objection=None)

    assert [(one.party, one.key) for one in found.sides] == [(CLASI, "void"), (EU, "waiting")]


SPEAKS = [
    ({"item": ONE}, "Request the floor", True),
    ({"item": None}, "Request the floor", False),
    ({"item": ONE, "floor": Floor.WAITING, "place": 2}, "Withdraw my request", True),
    ({"item": ONE, "floor": Floor.SPEAKING}, "I have finished", True),
    ({"item": ONE, "against": {Verb.ASK: Refusal("practice", "Nobody is checked in.")}}, "Request the floor", False),
    ({"item": THREE, "text": Text.SUBMITTED}, "Request the floor", True),
]  # fmt: skip


@pytest.mark.parametrize(("state", "label", "offered"), SPEAKS)
def test_a_delegation_asks_for_the_floor_with_the_same_button(
    state: dict[str, object], label: str, offered: bool
) -> None:
    found = seen("", viewer=Viewer.SPEAKER, **state)

    assert found.button is not None
    assert (words(found.button.label), found.button.is_offered) == (label, offered)


def test_a_secretariat_and_who_only_listens_have_no_button_and_see_both_halves() -> None:
    for viewer in (Viewer.SECRETARIAT, Viewer.LISTENER):
        found = seen("", viewer=viewer, item=THREE, text=Text.SUBMITTED)
        assert (found.button, found.helps, len(found.sides)) == (None, (), 2)


def test_who_may_object_is_told_that_whoever_agrees_need_do_nothing() -> None:
    state: dict[str, object] = {"viewer": Viewer.SPEAKER, "item": THREE, "text": Text.SUBMITTED}
    may, may_not = seen("", **state, may_object=True), seen("", **state)

    assert words(may.effect).startswith("If you agree, you need do nothing.")
    assert words(may_not.effect).startswith("You are put on the list of speakers.")


@pytest.mark.parametrize("viewer", Viewer)
def test_once_a_text_is_adopted_everybody_sees_when_each_party_declared_it(viewer: Viewer) -> None:
    state: dict[str, object] = {"viewer": viewer, "item": THREE, "text": Text.ADOPTED}
    found = seen(EU, **state, declared={EU: AT, CLASI: AT})

    assert [(one.key, one.says.facts["at"]) for one in found.sides] == [("agreed", AT)] * 2


def test_who_may_conclude_an_item_is_said_to_the_co_chairs_alone() -> None:
    shown = {viewer: len(seen(EU, viewer=viewer, item=ONE).sides) for viewer in Viewer}

    assert {viewer for viewer, sides in shown.items() if sides} == {Viewer.CHAIR}


def test_who_may_not_know_the_item_is_told_nothing_of_it() -> None:
    found = seen("", viewer=Viewer.SPEAKER, is_hidden=True, against={Verb.ASK: STOPS})

    assert words(found.says).startswith("The current item is not open to observers.")
    assert not found.sides


PLACES = st.sampled_from([None, ONE, THREE])
WAITS = st.builds(
    Waiting,
    st.sampled_from(sorted(JOINT)),
    st.sampled_from([frozenset(), frozenset({EU}), frozenset({CLASI})]),
    st.just(AT),
)
STATES = st.builds(
    Facts,
    viewer=st.sampled_from(Viewer),
    session=st.sampled_from(Session),
    own=st.sampled_from([EU, CLASI]),
    parties=st.just((CLASI, EU)),
    item=PLACES,
    following=st.sampled_from([None, FOUR]),
    text=st.sampled_from(Text),
    waiting=st.none() | WAITS,
    objection=st.none() | st.just(PARAGUAY),
    void=st.sampled_from([frozenset(), frozenset({EU})]),
    is_hidden=st.booleans(),
    floor=st.sampled_from(Floor),
    place=st.integers(0, 9),
    declared=st.sampled_from([{}, {EU: AT, CLASI: AT}]),
    may_object=st.booleans(),
    against=st.dictionaries(st.sampled_from(Verb), st.just(STOPS), max_size=4),
)


@given(STATES)
def test_a_button_is_offered_exactly_when_its_step_is_possible(facts: Facts) -> None:
    found = button.deck(facts)
    if found.button is None:
        assert not found.asks and not found.helps
        return
    one, waiting = found.button, facts.waiting
    has_signed = bool(waiting and waiting.verb is one.verb and facts.own in waiting.signed)
    without_item = one.verb is Verb.ASK and facts.item is None
    mine = facts.viewer is Viewer.CHAIR and has_signed
    possible = one.verb not in facts.against and not mine and not without_item
    assert one.is_offered is possible
    # It never asks for what one cannot give, and a reason is always shown where it is refused.
    assert not (found.asks and not one.is_offered)
    if not one.is_offered:
        assert found.effect is not None


@given(STATES)
def test_there_is_never_a_second_way_to_do_what_the_button_does(facts: Facts) -> None:
    found = button.deck(facts)
    verbs = [one.verb for one in found.helps]

    if found.button is not None:
        assert found.button.verb not in verbs
    assert len(verbs) == len(set(verbs))
    if set(verbs) & set(facts.against):
        assert verbs == [Verb.WITHDRAW]


@given(STATES)
def test_both_halves_are_shown_or_none_and_only_a_chair_signs(facts: Facts) -> None:
    found = button.deck(facts)

    assert [one.party for one in found.sides] in ([], [CLASI, EU])
    if facts.viewer is not Viewer.CHAIR and found.button is not None:
        assert not found.button.is_joint

"""A refusal says what, why and what next, and all refusals come at once."""

import copy
import pickle
from datetime import date

import pytest

from cochair.procedure.refusal import Refusal, Refused, Sentence, _, render, require

TOO_EARLY = Refusal(
    "practice",
    _("The silence cannot end on {asked}: the earliest date is {earliest}."),
    {"asked": date(2025, 3, 14), "earliest": date(2025, 3, 17)},
)
NO_REASON = Refusal("2.b", _("A reason is needed."))


def test_a_refusal_reads_as_a_sentence_with_its_clause_in_parentheses():
    assert str(TOO_EARLY) == (
        "The silence cannot end on 2025-03-14: the earliest date is 2025-03-17. (practice)"
    )
    assert str(NO_REASON) == "A reason is needed. (2.b)"


def test_a_step_against_which_nothing_stands_goes_on():
    require()
    require(None, None)


def test_a_step_is_refused_with_every_reason_at_once():
    with pytest.raises(Refused) as caught:
        require(TOO_EARLY, None, NO_REASON)

    assert caught.value.refusals == (TOO_EARLY, NO_REASON)
    assert str(caught.value) == f"{TOO_EARLY} {NO_REASON}"


def test_facts_stay_facts_until_they_are_shown_in_the_readers_language():
    spanish = {TOO_EARLY.message: "El silencio no puede acabar el {asked}, sino el {earliest}."}

    words = render(TOO_EARLY, spanish.__getitem__, lambda day: f"{day:%d/%m/%Y}")

    assert words == "El silencio no puede acabar el 14/03/2025, sino el 17/03/2025."


def test_several_names_in_one_place_are_listed():
    sentence = Sentence(
        _("Either {candidates} may hold it."), {"candidates": ("Norland", "Sudria")}
    )

    assert str(sentence) == "Either Norland, Sudria may hold it."


@pytest.mark.parametrize("kind", [Sentence, lambda *said: Refusal("practice", *said)])
def test_a_place_without_its_fact_is_a_mistake_that_shows_at_once(kind):
    with pytest.raises(ValueError, match=r"^No fact for day in: It ended on \{day\}\.$"):
        kind("It ended on {day}.", {})


def test_a_refusal_is_a_value():
    same = copy.deepcopy(TOO_EARLY)

    assert same == TOO_EARLY
    assert len({same, TOO_EARLY, NO_REASON}) == 2


def test_a_refused_step_can_be_told_to_another_process():
    refused = Refused(TOO_EARLY, NO_REASON)

    assert pickle.loads(pickle.dumps(refused)).refusals == (TOO_EARLY, NO_REASON)

"""The button of a turn says the act: each line that a kind can say has one, and none is forgotten."""

import importlib
from collections.abc import Iterator

from django.utils.translation import override

from cochair.features.parties.offices import Role
from cochair.kernel import kind as kinds
from cochair.kernel.kind import No, Turn
from cochair.site.desk import turn_buttons

# Where lines are kept that several kinds say.
SHARED = (
    "cochair.features.agendas.kind",
    "cochair.features.meetings.kind",
    "cochair.features.preparations.turns",
)


def lines() -> Iterator[str]:
    """The lines of turns in the modules that say them: constants with a place or a verb."""
    modules = {
        one.turns.of.__module__
        for one in kinds.every()
        if not isinstance(one.turns, No) and hasattr(one.turns.of, "__module__")
    }
    for name in sorted({*modules, *SHARED}):
        for key, value in vars(importlib.import_module(name)).items():
            if key.isupper() and isinstance(value, str) and value[:1].isupper() and " " in value:
                yield value


def turn(says: str, *, prepares: bool = False) -> Turn:
    return Turn(Role.SECRETARIAT.value, "LEAGUE", says, {}, None, "", ("x:y",), prepares)


def test_every_line_of_a_turn_has_a_button_that_says_the_act() -> None:
    found = set(lines())

    assert len(found) > 80
    assert not found - set(turn_buttons.BUTTONS)


def test_the_button_says_the_act_and_whoever_prepares_does_not_do_it() -> None:
    says = "Adopt the agenda: {meeting}"

    assert turn_buttons.button(turn(says)) == "Adopt the agenda"
    assert turn_buttons.button(turn(says, prepares=True)) == "Prepare"
    assert turn_buttons.button(turn("Sign: {title}", prepares=True)) == "Read and sign"
    assert turn_buttons.button(turn("Something new: {meeting}")) == "Open"


def test_the_button_of_an_invitation_is_a_verb_in_every_language() -> None:
    says = "Answer the invitation: {m}"

    for language, button in (
        ("en", "Answer the invitation"),
        ("es", "Responder a la invitación"),
        ("pt", "Responder ao convite"),
    ):
        with override(language):
            assert turn_buttons.button(turn(says)) == button

"""What a native reviser corrected in messages stays corrected: nothing is said as if word for word."""

import pytest
from django.utils.translation import gettext, override

from cochair.procedure.refusal import Sentence
from cochair.web import localize

# An English message, with the language, how it was said, and how a colleague says it.
REVISED = [
    (
        "Silence needs no answer: the text is adopted if no delegation objects in writing before "
        "the end.",
        {"es": ("El silencio no", "No es necesario responder: "),
         "pt": ("O silêncio não", "Não é necessário responder: ")},
    ),
    (
        "Both co-presidencies recognised that a statement had arrived in time. Whether the text is "
        "adopted does not change.",
        {"es": ("No cambia si", "El resultado del procedimiento no cambia."),
         "pt": ("Não muda se", "O resultado do procedimento não se altera.")},
    ),
    (
        "If it was you, no action is needed. A browser counts as new when its cookies have been "
        "deleted.",
        {"es": ("vuelve a ser nuevo", "vuelve a considerarse nuevo"),
         "pt": ("volta a ser novo", "volta a ser considerado novo")},
    ),
    (
        "Suspended until both co-presidencies confirm: the ledger or the clock is in doubt",
        {"es": ("suspendido", "Suspensión general hasta que"),
         "pt": ("Tudo suspenso", "Suspensão geral até que")},
    ),
    (
        "Enter the date as 2026-10-23",
        {"es": ("con la forma", "en el formato 2026-10-23")},
    ),
    (
        "Your office must do it by the end of {day}.",
        {"es": ("a su cargo", "Le corresponde ejecutarlo"),
         "pt": ("O seu cargo tem", "Cabe-lhe executá-lo")},
    ),
    (
        "{party} sent it for signature on {at}.",
        {"es": ("por {party}", "La Parte {party} envió el acto a la firma"),
         "pt": (". Parte: {party}", "A Parte {party} enviou o ato para assinatura")},
    ),
    (
        "Report on commitments ({n})",
        {"es": ("{n} compromisos", "los compromisos ({n})"),
         "pt": ("{n} compromissos", "os compromissos ({n})")},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("message", "said"), REVISED, ids=[one[0][:24] for one in REVISED])
def test_a_message_is_said_as_a_colleague_says_it(
    message: str, said: dict[str, tuple[str, str]]
) -> None:
    for language, (before, now) in said.items():
        with override(language):
            found = gettext(message)
        assert now in found and before not in found


def test_a_fact_keeps_its_place_in_what_was_revised() -> None:
    ended = Sentence("This meeting was planned to end on {at}.", {"at": "18h00"})
    shares = Sentence(
        "{party}: {present} of {members} members have named a head of delegation, {level} of the "
        "required level.",
        {"party": "CLASI", "present": 9, "members": 16, "level": 7},
    )

    assert localize.say(ended, language="pt") == "Fim previsto desta reunião: 18h00."
    assert localize.say(shares, language="es").endswith("del nivel previsto: 7.")

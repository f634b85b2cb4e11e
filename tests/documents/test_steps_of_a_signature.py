"""The page of a signature marks the state that was reached, and no other (CB-41)."""

import pytest

from cochair.features.documents.models import Original
from cochair.features.signatures.presenters import steps
from world import NOW


@pytest.mark.parametrize(
    ("signed", "sealed", "present"),
    [
        (0, None, "Sent to both Parties for signature"),
        (1, None, "Signed by one Party"),
        (2, None, "Signed by both Parties"),
        (2, NOW, "Sealed"),
    ],
)
def test_cb_41_the_present_step_is_the_last_that_was_reached(signed, sealed, present) -> None:
    shown = steps(Original(sealed_at=sealed), signed, 2)

    assert [word for word, state in shown if state == "now"] == [present]

"""The empty forms of a delegation: it objects to a text, or states something beside it."""

from cochair.features.parties.offices import ActingOffice
from cochair.features.room import forms, presenters
from cochair.features.room.presenters import Own, Shown


def objecting(one: Shown, on: str = "") -> forms.Objecting:
    """The form of an objection to a text, with the paragraph `on` (an id) chosen."""
    return forms.Objecting(known=one.paragraphs, initial=_chosen(on))


def saying(one: Shown, own: Own, hat: ActingOffice, on: str = "") -> forms.Saying:
    """The form of a statement on a text, with the paragraph `on` (an id) chosen; it offers the
    kinds that the decision takes and the delegation's own reservations.  One query at most."""
    return forms.Saying(
        known=one.paragraphs,
        kinds=one.decision.statement_kinds,
        held=presenters.held(one.row, hat) if own.speaks else (),
        initial=_chosen(on),
    )


def _chosen(on: str) -> dict[str, object]:
    return {"paragraphs": [on] if on else []}

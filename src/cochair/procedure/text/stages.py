"""The states of a paragraph, a proposal, a reservation and a whole text, as tables.

Source: domain C.4 ("Negotiated paragraph"), CB-25.
"""

from collections.abc import Mapping
from enum import StrEnum

from cochair.procedure.refusal import _
from cochair.procedure.steps import Step
from cochair.procedure.text.shape import Mark, NegotiatedText, Paragraph, ReservationKind


class ParagraphState(StrEnum):
    """Where a paragraph stands."""

    OPEN = "open"
    BRACKETED = "bracketed"
    AGREED_AD_REFERENDUM = "agreed_ad_referendum"
    AGREED = "agreed"
    REOPENED = "reopened"


class TextStage(StrEnum):
    """Where a whole text stands."""

    COLLECTING = "collecting"
    NEGOTIATING = "negotiating"
    CLEAN = "clean"
    PUT = "put"


OPEN, BRACKETED, REOPENED = (
    ParagraphState.OPEN,
    ParagraphState.BRACKETED,
    ParagraphState.REOPENED,
)
AD_REFERENDUM, AGREED = ParagraphState.AGREED_AD_REFERENDUM, ParagraphState.AGREED

PROPOSE = Step(
    "propose",
    "a delegation, a Party, or the co-chairs",
    (OPEN, BRACKETED, REOPENED),
    (BRACKETED,),
    _("This paragraph is agreed. It must first be reopened."),
)
SETTLE = Step(
    "accept, withdraw or merge the last proposal",
    "the co-chairs, or its author",
    (BRACKETED,),
    (OPEN, REOPENED),
    _("There is no proposal on this paragraph."),
)
AGREE = Step(
    "agree",
    "both co-chairs",
    (OPEN, REOPENED),
    (AD_REFERENDUM, AGREED),
    _("A paragraph may be agreed only once, and only when no proposal on it is open."),
)
CONFIRM = Step(
    "lift the last reservation ad referendum",
    "who made it",
    (AD_REFERENDUM,),
    (AGREED,),
    _("No reservation stands on this paragraph."),
)
REOPEN = Step(
    "reopen",
    "both co-chairs, or who agreed ad referendum",
    (AD_REFERENDUM, AGREED),
    (REOPENED,),
    _("Only an agreed paragraph may be reopened."),
)

STEPS = (PROPOSE, SETTLE, AGREE, CONFIRM, REOPEN)


def paragraph_state(text: NegotiatedText, paragraph: Paragraph) -> ParagraphState:
    """Where a paragraph stands, by what hangs on it."""
    standing = text.standing_on(paragraph.id)
    tentative = any(one.kind is ReservationKind.AD_REFERENDUM for one in standing)
    return _state(paragraph, bool(text.open_on(paragraph.id)), tentative)


def paragraph_states(text: NegotiatedText) -> Mapping[str, ParagraphState]:
    """Where every paragraph stands, by its id: as `paragraph_state`, in one pass."""
    proposed = {one.paragraph for one in text.open_proposals}
    tentative = {
        one.paragraph
        for one in text.reservations
        if one.stands and one.kind is ReservationKind.AD_REFERENDUM
    }
    return {one.id: _state(one, one.id in proposed, one.id in tentative) for one in text.current}


def is_clean(text: NegotiatedText) -> bool:
    """Whether nothing is bracketed or proposed, and no general reservation stands."""
    general = any(one.kind is ReservationKind.GENERAL for one in text.standing_reservations)
    return not text.open_proposals and not general


def text_stage(text: NegotiatedText, *, is_put: bool = False) -> TextStage:
    """Where a whole text stands; whether it is put is known by its decision."""
    if is_put:
        return TextStage.PUT
    if not text.rounds and not text.proposals:
        return TextStage.COLLECTING
    return TextStage.CLEAN if is_clean(text) else TextStage.NEGOTIATING


def _state(paragraph: Paragraph, proposed: bool, tentative: bool) -> ParagraphState:
    if proposed:
        return BRACKETED
    if paragraph.mark is not Mark.AGREED:
        return ParagraphState(paragraph.mark.value)
    return AD_REFERENDUM if tentative else AGREED

"""What stands between a text and its adoption: one list, each thing with its clause.

The heaviest first, and then in reading order. Nobody is named: which delegation holds back is shown
by the attribution that the co-chairs decided.

Source: domain C.4 (text states, guards), CB-14, CB-25; corrections.md section 1 ("Guards").
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.procedure.obstacle import Clauses, Clearance, Obstacle, Subject, Weight, uncleared
from cochair.procedure.refusal import Refusal, _
from cochair.procedure.text.concordance import Discrepancy
from cochair.procedure.text.edits import stale
from cochair.procedure.text.proposals import positions_by_place
from cochair.procedure.text.shape import (
    NegotiatedText,
    Reservation,
    ReservationKind,
    Value,
    text_digest,
)
from cochair.procedure.text.stages import REOPENED, paragraph_states

ON_THE_WHOLE: Mapping[ReservationKind, str] = {
    ReservationKind.GENERAL: _("A general reservation stands on the whole text."),
    ReservationKind.SCRUTINY: _("A scrutiny reservation stands on the whole text."),
    ReservationKind.PARLIAMENTARY: _("A parliamentary reservation stands on the whole text."),
    ReservationKind.LINGUISTIC: _("A linguistic reservation stands on the whole text."),
    ReservationKind.AD_REFERENDUM: _(
        "The whole text is agreed ad referendum, subject to confirmation by a capital."
    ),
}
ON_A_PARAGRAPH: Mapping[ReservationKind, str] = {
    ReservationKind.GENERAL: _("A general reservation stands on paragraph {number}."),
    ReservationKind.SCRUTINY: _("A scrutiny reservation stands on paragraph {number}."),
    ReservationKind.PARLIAMENTARY: _("A parliamentary reservation stands on paragraph {number}."),
    ReservationKind.LINGUISTIC: _("A linguistic reservation stands on paragraph {number}."),
    ReservationKind.AD_REFERENDUM: _(
        "Paragraph {number} is agreed ad referendum, subject to confirmation by a capital."
    ),
}
ON_THE_WHOLE_UNTIL: Mapping[ReservationKind, str] = {
    ReservationKind.SCRUTINY: _("A scrutiny reservation stands on the whole text, until {until}."),
    ReservationKind.PARLIAMENTARY: _(
        "A parliamentary reservation stands on the whole text, until {until}."
    ),
}
ON_A_PARAGRAPH_UNTIL: Mapping[ReservationKind, str] = {
    ReservationKind.SCRUTINY: _(
        "A scrutiny reservation stands on paragraph {number}, until {until}."
    ),
    ReservationKind.PARLIAMENTARY: _(
        "A parliamentary reservation stands on paragraph {number}, until {until}."
    ),
}
DIFFERENT: Mapping[str, str] = {
    "number": _(
        "Paragraph {number}: the numbers in {language} differ from those in {other}: "
        "{here}; {there}."
    ),
    "month": _(
        "Paragraph {number}: the months in {language} differ from those in "
        "{other}: {here}; {there}."
    ),
    "symbol": _(
        "Paragraph {number}: the symbols in {language} differ from those in {other}: "
        "{here}; {there}."
    ),
    "name": _(
        "Paragraph {number}: the names in {language} differ from those in {other}: {here}; {there}."
    ),
}
HEAVY = (Weight.STOPS, Weight.STOPS_UNLESS_BOTH, Weight.SHOWN)
NONE = "–"


def outstanding(
    text: NegotiatedText,
    *,
    clearances: Iterable[Clearance],
    at: datetime,
    clauses: Clauses,
    differences: Iterable[Discrepancy] = (),
) -> tuple[Obstacle, ...]:
    """Everything that stands between this text and its adoption at an instant.

    Empty, or with nothing but what is only shown, it may be put. `differences` is what
    `concordance` found.
    """
    found = [
        *_brackets(text, clauses),
        *_reservations(text, clauses),
        *_opposed(text, clauses),
        *_reopened(text, clauses),
        *_languages(text, clauses),
        *uncleared(text.parties, clearances, text_digest(text), at, clauses),
        *_differences(text, differences, clauses),
    ]
    place = {one.id: number for number, one in enumerate(text.current, start=1)}
    # Sorting keeps the order of equals: what is about no paragraph comes first.
    return tuple(
        sorted(found, key=lambda one: (HEAVY.index(one.weight), place.get(one.paragraph, 0)))
    )


def _brackets(text: NegotiatedText, clauses: Clauses) -> list[Obstacle]:
    count: dict[str, int] = {}
    for one in text.open_proposals:
        count[one.paragraph] = count.get(one.paragraph, 0) + 1
    found = []
    numbers = text.numbers
    for paragraph, many in count.items():
        number = numbers.get(paragraph, "")
        message = (
            _("Paragraph {number} is not agreed. Open proposals: {count}.")
            if number
            else _("A new paragraph is proposed. Open proposals: {count}.")
        )
        says = Refusal(clauses.consensus, message, {"number": number, "count": many})
        found.append(Obstacle(Subject.BRACKET, Weight.STOPS, says, paragraph))
    return found


def _reservations(text: NegotiatedText, clauses: Clauses) -> list[Obstacle]:
    return [_reservation(text, one, clauses) for one in text.standing_reservations]


def _reservation(text: NegotiatedText, one: Reservation, clauses: Clauses) -> Obstacle:
    number = text.number(one.paragraph) if one.paragraph else ""
    message = (ON_A_PARAGRAPH if number else ON_THE_WHOLE)[one.kind]
    if one.until is not None:
        dated = ON_A_PARAGRAPH_UNTIL if number else ON_THE_WHOLE_UNTIL
        message = dated.get(one.kind, message)
    general = one.kind is ReservationKind.GENERAL
    return Obstacle(
        Subject.GENERAL_RESERVATION if general else Subject.RESERVATION,
        Weight.STOPS if general else Weight.SHOWN,
        Refusal(clauses.consensus, message, {"number": number, "until": one.until}),
        one.paragraph,
    )


def _opposed(text: NegotiatedText, clauses: Clauses) -> list[Obstacle]:
    message = _("Paragraph {number}: delegations that cannot accept the current text: {count}.")
    found = []
    said, numbers = positions_by_place(text), text.numbers
    for one in text.current:
        here = said.get(one.id, {}).values()
        if many := sum(each.value is Value.CANNOT_ACCEPT for each in here):
            facts = {"number": numbers[one.id], "count": many}
            says = Refusal(clauses.consensus, message, facts)
            found.append(Obstacle(Subject.POSITION, Weight.SHOWN, says, one.id))
    return found


def _reopened(text: NegotiatedText, clauses: Clauses) -> list[Obstacle]:
    message = _("Paragraph {number} was reopened and has not been agreed again.")
    stands, numbers = paragraph_states(text), text.numbers
    return [
        Obstacle(
            Subject.REOPENED,
            Weight.SHOWN,
            Refusal(clauses.consensus, message, {"number": numbers[one.id]}),
            one.id,
        )
        for one in text.current
        if stands[one.id] is REOPENED
    ]


def _languages(text: NegotiatedText, clauses: Clauses) -> list[Obstacle]:
    message = _("Paragraph {number} is out of date in {language}.")
    return [
        Obstacle(
            Subject.LANGUAGE,
            Weight.STOPS_UNLESS_BOTH,
            Refusal(clauses.languages, message, {"number": text.number(id), "language": language}),
            id,
        )
        for id, language in stale(text)
    ]


def _differences(
    text: NegotiatedText, differences: Iterable[Discrepancy], clauses: Clauses
) -> list[Obstacle]:
    return [
        Obstacle(
            Subject.CONCORDANCE,
            Weight.SHOWN,
            Refusal(
                clauses.languages,
                DIFFERENT[one.kind],
                {
                    "number": text.number(one.paragraph),
                    "language": one.language,
                    "other": one.other,
                    "here": one.here or NONE,
                    "there": one.there or NONE,
                },
            ),
            one.paragraph,
        )
        for one in differences
    ]

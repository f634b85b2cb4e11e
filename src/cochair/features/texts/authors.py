"""In whose name a hat writes into a text, and what a reader sees of authors.

Source: domain.md C.6 (negotiated text: proposals of delegations, the chairs' text), CB-26.
"""

from collections.abc import Callable

from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.texts.models import NegotiatedText
from cochair.procedure import text as core
from cochair.procedure.refusal import Refusal, Refused, _

PRACTICE = "practice"
OF_A_DELEGATION = frozenset({Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER})
CLEARS = _(
    "Only the presidency of a Party, its secretariat and its coordinator may give clearance for it."
)
NOTES = _("Only a delegation may write notes for its capital.")
type Shows = Callable[[core.Author], core.Author | None]


def author_of(hat: ActingOffice) -> core.Author | None:
    """The author that a hat writes as: its delegation, or its Party; None for those who only read.

    A co-presidency in office and its secretariat write for their Party; what the co-chairs write
    together is an act of its own.
    """
    if hat.role in OF_A_DELEGATION and hat.may(Power.READ_SHARED):
        return core.Author(core.AuthorKind.DELEGATION, hat.party, hat.member)
    if keeps_the_text(hat):
        return core.Author(core.AuthorKind.PARTY, hat.party)
    return None


def required(hat: ActingOffice) -> core.Author:
    """The author that a hat writes as.  Raises Refused for those who only read."""
    found = author_of(hat)
    if found is None:
        raise Refused(
            Refusal(
                PRACTICE,
                _("Only delegations, and the presidencies for their Party, may propose changes."),
            )
        )
    return found


def keeps_the_text(hat: ActingOffice) -> bool:
    """Whether a hat keeps the chairs' text: a co-presidency in office, or its secretariat."""
    return hat.may(Power.RECORD_FACTS)


def may_clear(hat: ActingOffice) -> bool:
    """Whether a hat says for its Party that a text is cleared."""
    coordinates = hat.role is Role.COORDINATOR and hat.may(Power.READ_SHARED)
    return bool(hat.party) and (keeps_the_text(hat) or coordinates)


def shown_to(row: NegotiatedText, hat: ActingOffice) -> Shows:
    """What a reader sees of an author at the attribution that both co-chairs set.

    Who keeps the chairs' text knows whom it quotes; delegations see their own names.
    """
    level, reader = level_for(row, hat), author_of(hat)
    return lambda author: core.shown(author, level, reader)


def level_for(row: NegotiatedText, hat: ActingOffice) -> core.Attribution:
    """How much of authors a reader sees, besides its own name."""
    return core.Attribution.NAMED if keeps_the_text(hat) else core.Attribution(row.attribution)

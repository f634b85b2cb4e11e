"""Agree paragraph by paragraph, hold back, and reopen.

Nothing is agreed until everything is agreed: a mark on a paragraph says how far the negotiation
is, and binds nobody before the text is put.

Source: domain B.6 (CB-25), C.2 (Reservation), C.4.
"""

from dataclasses import replace
from datetime import datetime

from cochair.procedure.consent import Consent, digest_of, effective_at
from cochair.procedure.refusal import Refusal, Refused, _, require
from cochair.procedure.text.consensus_map import opponents
from cochair.procedure.text.shape import (
    Author,
    AuthorKind,
    Mark,
    NegotiatedText,
    Reservation,
    ReservationKind,
)
from cochair.procedure.text.stages import AGREE, REOPEN, paragraph_state


def agree(text: NegotiatedText, paragraph: str) -> NegotiatedText:
    """The text with a paragraph noted as agreed. Raises Refused.

    While somebody's reservation ad referendum stands on it, it is agreed ad referendum. Over
    somebody who cannot accept it nothing is noted; the refusal counts them and names none.
    """
    found = text.paragraph(paragraph)
    against = len(opponents(text, paragraph))
    message = _("Delegations that cannot accept it: {number}.")
    require(
        AGREE.refusal_from(paragraph_state(text, found), text.clause),
        text.no(message, number=against) if against else None,
    )
    return text.with_paragraph(replace(found, mark=Mark.AGREED))


def reopening_digest(text: NegotiatedText, paragraph: str) -> str:
    """The digest of what both co-chairs bind when they reopen a paragraph: its words as agreed."""
    found = text.paragraph(paragraph)
    return digest_of(
        {"act": "reopen", "text": text.id, "paragraph": found.id, "words": dict(found.words)}
    )


def reopen(text: NegotiatedText, paragraph: str, by: Author | Consent) -> NegotiatedText:
    """The text with an agreed paragraph open again. Raises Refused.

    By a joint act of both co-chairs that binds `reopening_digest`, or by a delegation whose
    reservation ad referendum stands on the paragraph. Source: domain C.4.
    """
    found = text.paragraph(paragraph)
    require(
        REOPEN.refusal_from(paragraph_state(text, found), text.clause),
        _may_not_reopen(text, paragraph, by),
    )
    return text.with_paragraph(replace(found, mark=Mark.REOPENED))


def reserve(text: NegotiatedText, reservation: Reservation) -> NegotiatedText:
    """The text with a reservation of a delegation. Raises Refused."""
    if reservation.paragraph:
        text.paragraph(reservation.paragraph)
    taken = any(one.id == reservation.id for one in text.reservations)
    linguistic = reservation.kind is ReservationKind.LINGUISTIC
    nowhere = linguistic and reservation.language not in text.languages
    chairs = reservation.by.kind is AuthorKind.CHAIRS
    require(
        text.no(_("A reservation with this id already exists.")) if taken else None,
        text.no(_("Select the language in which the text is incorrect.")) if nowhere else None,
        text.no(_("Only delegations and Parties may enter reservations.")) if chairs else None,
    )
    made = replace(reservation, lifted_at=None, statement="")
    return replace(text, reservations=(*text.reservations, made))


def lift(
    text: NegotiatedText, id: str, *, by: Author, at: datetime, statement: str = ""
) -> NegotiatedText:
    """The text without that reservation standing. Raises Refused.

    Only its author lifts it, or converts it into the statement with that id.
    """
    found = next((one for one in text.reservations if one.id == id and one.stands), None)
    if found is None:
        raise Refused(text.no(_("This reservation no longer stands.")))
    message = _("Only its author may lift a reservation.")
    require(None if found.by == by else text.no(message))
    over = replace(found, lifted_at=at, statement=statement)
    changed = tuple(over if one.id == id else one for one in text.reservations)
    return replace(text, reservations=changed)


def _may_not_reopen(text: NegotiatedText, paragraph: str, by: Author | Consent) -> Refusal | None:
    if isinstance(by, Author):
        own = any(
            one.by == by and one.kind is ReservationKind.AD_REFERENDUM
            for one in text.standing_on(paragraph)
        )
        message = _(
            "Only the delegation that agreed ad referendum, or both co-chairs, "
            "may reopen a paragraph."
        )
        return None if own else text.no(message)
    whole = by.digest == reopening_digest(text, paragraph) and set(by.parties) == set(text.parties)
    if whole and effective_at(by) is not None:
        return None
    return text.no(_("Both co-chairs must sign."))

"""The states of a record in words, who does the next step, and how far it is."""

from collections.abc import Mapping

from cochair.procedure.record import State
from cochair.procedure.refusal import _

STATES: Mapping[State, str] = {
    State.DRAFT: _("Draft"),
    State.UNDER_COMMENT: _("Under comment"),
    State.REVISED: _("Ready for approval"),
    State.APPROVED_BY_ONE: _("Approved by one Party"),
    State.APPROVED: _("Approved by both"),
    State.SEALED: _("Signed and sealed"),
}
TONES: Mapping[State, str] = {
    State.DRAFT: "plain",
    State.UNDER_COMMENT: "warn",
    State.REVISED: "plain",
    State.APPROVED_BY_ONE: "warn",
    State.APPROVED: "good",
    State.SEALED: "good",
}
NOBODY_YET = _("The meeting is not closed: its record is drafted afterwards.")
TO_DRAFT = _("Next: the secretariats make the draft.")
TO_CHOOSE = _("Next: the secretariats choose where the two drafts differ.")
TO_SEND = _("Next: a secretariat sends the draft out.")
TO_ASK = _("Next: a secretariat opens the time for comments, or both open a silence.")
TO_COMMENT = _("Next: those who were at the meeting comment, until {at}.")
TO_ANSWER = _("Next: the secretariats answer each comment.")
TO_REVISE = _("Next: a secretariat sends out a revision.")
TO_APPROVE = _("Next: both co-presidencies approve.")
TO_APPROVE_TOO = _("Next: {party} approves.")
TO_SIGN = _("Next: both co-presidencies sign.")
NOTHING = _("Nothing more is to be done: the record is sealed.")

"""What codes of a text are called, in English for the catalogues."""

from cochair.procedure import text as core
from cochair.procedure.obstacle import Cleared
from cochair.procedure.refusal import _

ATTRIBUTIONS = {
    core.Attribution.NAMED: _("the name of the delegation"),
    core.Attribution.PARTY: _("only its Party"),
    core.Attribution.ANONYMOUS: _("anonymous"),
}
VALUES = {
    core.Value.SUPPORT: _("supports it"),
    core.Value.CAN_ACCEPT: _("can accept it"),
    core.Value.PREFER_OTHER: _("prefers other wording"),
    core.Value.CANNOT_ACCEPT: _("cannot accept it"),
    core.Value.STUDY: _("still examining it"),
}
RESERVATIONS = {
    core.ReservationKind.GENERAL: _("general reservation"),
    core.ReservationKind.SCRUTINY: _("scrutiny reservation"),
    core.ReservationKind.PARLIAMENTARY: _("parliamentary reservation"),
    core.ReservationKind.LINGUISTIC: _("linguistic reservation"),
    core.ReservationKind.AD_REFERENDUM: _("agrees ad referendum"),
}
OPERATIONS = {
    core.Operation.REPLACE: _("amendment"),
    core.Operation.INSERT: _("a new paragraph"),
    core.Operation.DELETE: _("deletion"),
    core.Operation.MOVE: _("move"),
}
PROPOSALS = {
    core.ProposalState.TABLED: _("submitted"),
    core.ProposalState.BRACKETED: _("in brackets"),
    core.ProposalState.ACCEPTED: _("accepted into the text"),
    core.ProposalState.WITHDRAWN: _("proposal withdrawn"),
    core.ProposalState.MERGED: _("merged"),
}
STATES = {
    core.ParagraphState.OPEN: (_("still open"), "plain", "due"),
    core.ParagraphState.BRACKETED: (_("in brackets"), "warn", "risk"),
    core.ParagraphState.AGREED_AD_REFERENDUM: (_("ad referendum"), "plain", "wait"),
    core.ParagraphState.AGREED: (_("recorded as agreed"), "good", "met"),
    core.ParagraphState.REOPENED: (_("reopened"), "warn", "due"),
}
STAGES = {
    core.TextStage.COLLECTING: _("The round is open: delegations may make proposals."),
    core.TextStage.NEGOTIATING: _("The text is under negotiation."),
    core.TextStage.CLEAN: _("No text is in brackets."),
    core.TextStage.PUT: _("The text has been submitted for adoption."),
}
CLEARANCES = {
    Cleared.PENDING: _("not yet given"),
    Cleared.GIVEN: _("given"),
    Cleared.NOT_NEEDED: _("not required"),
    Cleared.REFUSED: _("refused"),
}
KINDS = {
    "title": _("title"),
    "heading": _("heading"),
    "preambular": _("preamble"),
    "operative": _("operative paragraph"),
}

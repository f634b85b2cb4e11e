"""The codes of decisions in the room, in words."""

from cochair.procedure.consensus import Claim, Stage
from cochair.procedure.outcome import Outcome, StatementKind
from cochair.procedure.refusal import _

KINDS = {
    "final_document": _("Final document of the meeting"),
    "procedure_version": _("Version of the procedures"),
    "programme": _("Programme of a coming meeting"),
    "next_cycle_plan": _("Plan of the next cycle"),
    "observer": _("Observer"),
    "record": _("Record of a meeting"),
    "other": _("Another decision"),
}
STAGES = {
    Stage.DRAFT: (_("not submitted"), "off"),
    Stage.PUT: (_("submitted for adoption"), "plain"),
    Stage.OBJECTED: (_("an objection stands"), "bad"),
    Stage.SUSPENDED: (_("suspended because of an objection"), "warn"),
    Stage.ADOPTED_BY_CONSENSUS: (_("adopted by consensus"), "good"),
    Stage.ADOPTED_WITH_STATEMENTS: (_("adopted with statements"), "good"),
    Stage.CO_CHAIRS_SUMMARY: (_("summary of the co-chairs: no agreement"), "warn"),
    Stage.NOT_AGREED: (_("not agreed"), "bad"),
    Stage.REPLACED: (_("replaced by a revised text"), "off"),
}
OUTCOMES = {
    Outcome.ADOPTED_BY_CONSENSUS: _(
        "Adopted by consensus: no objection stood when both co-chairs declared consensus."
    ),
    Outcome.ADOPTED_WITH_STATEMENTS: _(
        "Adopted by consensus, with the statements printed with the text."
    ),
    Outcome.CO_CHAIRS_SUMMARY: _(
        "A summary by the co-chairs, in their own name: this text was not agreed."
    ),
    Outcome.NOT_AGREED: _(
        "Not agreed: an objection stood, and an objection may not be overridden."
    ),
}
CLAIMS = {
    Claim.CONSENSUS: _("Declare consensus"),
    Claim.NOT_AGREED: _("Declare that there is no agreement"),
    Claim.SUMMARY: _("Issue a summary of the co-chairs"),
    Claim.REPLACED: _("Withdraw it for a revised text"),
}
STATEMENTS = {
    StatementKind.EXPLANATION: _("Explanation of position"),
    StatementKind.RESERVATION: _("Reservation on a paragraph"),
    StatementKind.DISSOCIATION_FROM_PARAGRAPH: _("Dissociation from a paragraph"),
    StatementKind.DISSOCIATION: _("Dissociation from the whole text"),
    StatementKind.INTERPRETATIVE: _("Interpretative statement"),
}
FOOTNOTE_NAMED, FOOTNOTE_UNNAMED, ANNEX, RECORD_ONLY = (
    "footnote_named",
    "footnote_unnamed",
    "annex",
    "record_only",
)
PRINTED = {
    FOOTNOTE_NAMED: _("As a footnote with the name of the delegation"),
    FOOTNOTE_UNNAMED: _("As a footnote without the name of the delegation"),
    ANNEX: _("In an annex, with the name of the delegation"),
    RECORD_ONLY: _("Only in the record"),
}
SUBJECTS = {
    "language": _("A language version is missing or out of date"),
    "clearance": _("A Party has not given clearance for the text"),
}

"""States, answers and papers of an observer's request in words (English msgids)."""

from collections.abc import Mapping

from cochair.features.observers.states import Answer, State
from cochair.procedure.refusal import _
from cochair.web.code_labels import Mark

STATES: Mapping[State, Mark] = {
    State.SUBMITTED: Mark("wait", "plain", _("waiting for an answer from every Party")),
    State.HALF_AGREED: Mark("wait", "plain", _("not yet agreed by all Parties")),
    State.AGREED: Mark("check", "good", _("agreed by all Parties, may be invited")),
    State.DECLINED: Mark("void", "off", _("request declined")),
    State.INVITED: Mark("check", "good", _("invited")),
    State.INVITED_EARLY: Mark("risk", "warn", _("invited before all Parties had agreed")),
    State.ADMITTED: Mark("check", "good", _("admitted")),
    State.NOT_DECIDED: Mark("void", "off", _("not decided before the meeting")),
    State.WITHDRAWN: Mark("void", "off", _("request withdrawn")),
}

ANSWERS: Mapping[Answer, str] = {
    Answer.AGREED: _("agrees"),
    Answer.DECLINED: _("declines"),
    Answer.WITHDRAWN: _("withdrew its answer"),
}
NO_ANSWER = _("no answer yet")

# What an applicant is told: never which Party said what.
WAITS, ACCEPTED, REFUSED, OVER = "waits", "accepted", "refused", "over"
NOT_DECIDED, UNINVITED = "not_decided", "uninvited"
FOR_APPLICANT: Mapping[str, Mark] = {
    WAITS: Mark("wait", "plain", _("under consideration")),
    ACCEPTED: Mark("check", "good", _("you are invited as an observer")),
    REFUSED: Mark("void", "off", _("not accepted")),
    NOT_DECIDED: Mark("void", "off", _("not decided before the meeting")),
    UNINVITED: Mark("void", "off", _("you are no longer invited")),
    OVER: Mark("void", "off", _("request closed")),
}

DOCUMENTS: Mapping[str, str] = {
    "public": _("public documents only"),
    "observers": _("public documents and those marked for observers"),
}

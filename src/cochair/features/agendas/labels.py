"""The words of codes on an agenda: stages, kinds of item, states of a request, fields."""

from cochair.procedure.refusal import _

TYPE_WORDS = {
    "adoption_without_debate": _("Adoption without debate"),
    "decision": _("Decision"),
    "discussion": _("Discussion"),
    "information": _("Information"),
    "other_business": _("Any other business"),
}
REQUEST_WORDS = {
    "received": _("waits for an answer"),
    "placed": _("on the agenda"),
    "declined": _("declined"),
    "deferred": _("put off"),
    "withdrawn": _("taken back"),
}
NOT_ANSWERED = _("not answered")
FIELD_WORDS = {
    "type": _("For"),
    "tags": _("Task"),
    "cross_reason": _("Reason for a task of another kind of meeting"),
    "proposer": _("Asked by"),
    "minutes": _("Minutes"),
    "papers": _("Papers"),
    "documents": _("Other papers"),
    "no_document_reason": _("Why without a paper"),
    "commitments": _("Commitments"),
}

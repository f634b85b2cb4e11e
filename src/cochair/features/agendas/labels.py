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
    "received": _("not yet answered"),
    "placed": _("on the agenda"),
    "declined": _("request declined"),
    "deferred": _("deferred"),
    "withdrawn": _("request withdrawn"),
}
NOT_ANSWERED = _("not answered")
FIELD_WORDS = {
    "type": _("For"),
    "tags": _("Function"),
    "cross_reason": _("Reason for an item that serves a function of another type of meeting"),
    "proposer": _("Requested by"),
    "minutes": _("Minutes"),
    "papers": _("Documents"),
    "documents": _("Other documents"),
    "no_document_reason": _("Reason for having no document"),
    "commitments": _("Commitments"),
}

"""The fixed headings of a joint assessment, and the kind of act by which both sign it.

Source: domain.md A.6 (AMB-30): headings are fixed, scores are not given, and figures are attached
and not interpreted.
"""

from collections.abc import Mapping

from cochair.procedure.refusal import _

SIGN = "assessment.sign"
# The check of the clause that asks for it.
ASSESSED = "effectiveness_assessed"
SUBJECT = "assessment"
KIND = "assessment"
TITLE = _("Joint assessment of cycle {number}")
CRITERIA: Mapping[str, str] = {
    "relevance": _("Relevance"),
    "delivery": _("Implementation"),
    "results": _("Results"),
    "methods": _("Working methods"),
    "lessons": _("Lessons"),
}
# What each heading asks.
QUESTIONS: Mapping[str, str] = {
    "relevance": _("Were these the right commitments?"),
    "delivery": _("Were the commitments met on time?"),
    "results": _("What impact did the cooperation have?"),
    "methods": _("Did the meetings, the documents and the language versions serve the work?"),
    "lessons": _("What should be done differently in the next cycle?"),
}

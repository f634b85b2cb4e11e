"""What kinds of exchange are counted, in words."""

from collections.abc import Mapping

from cochair.procedure.refusal import _

KINDS: Mapping[str, str] = {
    "request": _("Requests"),
    "answer": _("Answers to requests"),
    "unasked": _("Information sent without a request"),
    "alert": _("Alerts and notices"),
    "analysis": _("Analyses and reports"),
    "other": _("Other exchanges"),
}

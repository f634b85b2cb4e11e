"""What both may decide of an overlap, in words."""

from collections.abc import Mapping

from cochair.procedure.refusal import _

DECISIONS: Mapping[str, str] = {
    "joined": _("Done together"),
    "divided": _("Divided between them"),
    "kept": _("Both go on, for the reason given"),
}

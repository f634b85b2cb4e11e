"""What both may decide of an overlap, in words."""

from collections.abc import Mapping

from cochair.procedure.refusal import _

DECISIONS: Mapping[str, str] = {
    "joined": _("Done together"),
    "divided": _("Divided between the forum and the initiative"),
    "kept": _("The forum and the initiative continue separately, for the reason given"),
}

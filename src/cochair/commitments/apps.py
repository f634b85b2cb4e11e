from django.apps import AppConfig

from cochair.procedure.refusal import _
from cochair.web import wording

LEVELS = {
    "strategic": _("strategic"),
    "tactical": _("tactical"),
    "operational": _("operational"),
}


class Commitments(AppConfig):
    name = "cochair.commitments"
    label = "commitments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the words of the levels of an action known."""
        wording.know(LEVELS)

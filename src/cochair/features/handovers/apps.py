from django.apps import AppConfig

from cochair.procedure.refusal import _
from cochair.web import code_labels

SECTIONS = {
    "handover.meetings": _("Meetings of the next term"),
    "handover.keys": _("Joint acts for signature"),
    "handover.deadlines": _("Dates of the next 180 days"),
    "handover.confirmations": _("Notices of meeting for the new presidency to confirm"),
    "handover.points": _("Open points and follow-ups"),
    "handover.submitted": _("Texts submitted for adoption"),
    "handover.silences": _("Silence procedures that are running"),
    "handover.texts": _("Texts under negotiation"),
    "handover.records": _("Records that are not approved"),
    "handover.stocktaking": _("Stock-taking reports that are not final"),
    "handover.observers": _("Requests of observers to answer"),
    "handover.clauses": _("Clauses at risk or not met"),
    "handover.departures": _("Agreed exceptions"),
    "handover.decisions": _("Agreed during this term of office"),
    "handover.contacts": _("Offices and addresses"),
}


class Handovers(AppConfig):
    name = "cochair.features.handovers"
    label = "handovers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the names of the parts of a pack known, and who tells of a handover ahead."""
        from cochair.features.handovers import notices
        from cochair.features.handovers.kind import HANDOVER
        from cochair.kernel import kind

        code_labels.register_labels(SECTIONS)
        notices.register_all()
        kind.register(HANDOVER)

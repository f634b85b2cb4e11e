"""Records of meetings, and the points of action that they leave open."""

from django.apps import AppConfig


class Records(AppConfig):
    name = "cochair.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, and what is told of records and points."""
        from cochair.kernel import kind
        from cochair.records import record
        from cochair.records.points import kinds as points
        from cochair.records.points import notices
        from cochair.records.points.kind import POINT
        from cochair.records.record.kind import DRAFT, RECORD

        points.register_all()
        notices.register_all()
        record.register_all()
        kind.register(RECORD, DRAFT, POINT)

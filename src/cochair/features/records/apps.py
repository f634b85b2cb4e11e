"""Records of meetings, and the points of action that they leave open."""

from django.apps import AppConfig


class Records(AppConfig):
    name = "cochair.features.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, and what is told of records and points."""
        from cochair.features import meeting_records
        from cochair.features.action_points import kinds as points
        from cochair.features.action_points import notices
        from cochair.features.action_points.kind import POINT
        from cochair.features.meeting_records.kind import DRAFT, RECORD
        from cochair.kernel import kind

        points.register_all()
        notices.register_all()
        meeting_records.register_all()
        kind.register(RECORD, DRAFT, POINT)

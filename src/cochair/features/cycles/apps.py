from django.apps import AppConfig


class Cycles(AppConfig):
    name = "cochair.features.cycles"
    label = "cycles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what the house needs to know of cycles and their plans."""
        from cochair.features.cycles.kind import CYCLE, PLANNED_MEETING
        from cochair.kernel import kind

        kind.register(CYCLE, PLANNED_MEETING)

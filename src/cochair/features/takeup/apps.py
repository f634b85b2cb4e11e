from django.apps import AppConfig


class TakeUp(AppConfig):
    name = "cochair.features.takeup"
    label = "takeup"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the kind and its joint act known."""
        from cochair.features.cycles import kind as cycles
        from cochair.features.meetings import responsibility
        from cochair.features.takeup.kind import TAKE_UP, asked_at_once, comes_first, register_acts
        from cochair.kernel import kind

        register_acts()
        responsibility.register(asked_at_once)
        cycles.register(comes_first)
        kind.register(TAKE_UP)

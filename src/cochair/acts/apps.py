from django.apps import AppConfig


class Acts(AppConfig):
    name = "cochair.acts"
    label = "acts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known who sees a joint act, whatever names it."""
        from cochair.acts import walls
        from cochair.parties import visibility

        visibility.register("act", walls.closed)

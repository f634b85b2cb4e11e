from django.apps import AppConfig


class Compliance(AppConfig):
    name = "cochair.compliance"
    label = "compliance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known."""
        from cochair.compliance.kinds import register_all

        register_all()

from django.apps import AppConfig


class Personal(AppConfig):
    name = "cochair.features.personal"
    label = "personal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker reduce what is no longer needed, once a day."""
        from cochair.features.mail import worker
        from cochair.features.personal import retention

        worker.also("retention", retention.daily)

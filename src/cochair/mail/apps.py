from django.apps import AppConfig


class Mail(AppConfig):
    name = "cochair.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what is told of accounts and offices."""
        from cochair.mail import devices, offices

        offices.register_all()
        devices.register_all()

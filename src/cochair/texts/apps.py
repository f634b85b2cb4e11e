from django.apps import AppConfig


class Texts(AppConfig):
    name = "cochair.texts"
    label = "texts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known."""
        from cochair.texts import kinds

        kinds.register_all()

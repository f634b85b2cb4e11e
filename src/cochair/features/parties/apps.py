from django.apps import AppConfig


class Parties(AppConfig):
    name = "cochair.features.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what the house needs to know of a forum, its Parties and their offices."""
        from cochair.features.parties.kind import KINDS
        from cochair.kernel import kind

        kind.register(*KINDS)

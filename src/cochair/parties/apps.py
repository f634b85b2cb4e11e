from django.apps import AppConfig


class Parties(AppConfig):
    name = "cochair.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what the house needs to know of a forum, its Parties and their offices."""
        from cochair.kernel import kind
        from cochair.parties.kind import KINDS

        kind.register(*KINDS)

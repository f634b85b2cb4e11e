from django.apps import AppConfig


class Desk(AppConfig):
    name = "cochair.site.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what the verbs of the journal say: a copy of a person's data tells them too."""
        from cochair.site.desk import verbs
        from cochair.web import code_labels

        code_labels.register_labels(verbs.known())

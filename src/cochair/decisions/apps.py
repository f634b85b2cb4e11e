from django.apps import AppConfig


class Decisions(AppConfig):
    name = "cochair.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, its part of a document's page, what is told of a
        silence, and let the worker close what has run out."""
        from cochair.decisions.silence import closing, kinds, notices, on_documents
        from cochair.documents.register import beside
        from cochair.mail import worker

        kinds.register_all()
        notices.register_all()
        beside.register("decisions", on_documents.part)
        worker.also("silences", closing.turn)

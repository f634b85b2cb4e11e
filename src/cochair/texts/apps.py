from django.apps import AppConfig


class Texts(AppConfig):
    name = "cochair.texts"
    label = "texts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, its part of a document's page, and its letters."""
        from cochair.documents.register import beside
        from cochair.parties import visibility
        from cochair.texts import kinds, notices, on_documents, within

        kinds.register_all()
        notices.register_all()
        visibility.register("note", within.closed)
        beside.register("texts", on_documents.part)

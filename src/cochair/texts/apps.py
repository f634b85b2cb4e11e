from django.apps import AppConfig


class Texts(AppConfig):
    name = "cochair.texts"
    label = "texts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, its part of a document's page, and its letters."""
        from cochair.documents.register import beside
        from cochair.kernel import kind
        from cochair.texts import kinds, notices, on_documents
        from cochair.texts.kind import CLEARANCE, NOTE, POSITION, PROPOSAL, RESERVATION, TEXT
        from cochair.texts.word.kind import WORD_FILE

        kinds.register_all()
        notices.register_all()
        beside.register("texts", on_documents.part)
        kind.register(TEXT, PROPOSAL, POSITION, RESERVATION, CLEARANCE, NOTE, WORD_FILE)

from django.apps import AppConfig


class Texts(AppConfig):
    name = "cochair.features.texts"
    label = "texts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, its part of a document's page, and its letters."""
        from cochair.features.register import page_panels
        from cochair.features.texts import kinds, notices, on_documents
        from cochair.features.texts.kind import (
            CLEARANCE,
            NOTE,
            POSITION,
            PROPOSAL,
            RESERVATION,
            TEXT,
        )
        from cochair.features.texts.word.kind import WORD_FILE
        from cochair.kernel import kind

        kinds.register_all()
        notices.register_all()
        page_panels.register("texts", on_documents.part)
        kind.register(TEXT, PROPOSAL, POSITION, RESERVATION, CLEARANCE, NOTE, WORD_FILE)

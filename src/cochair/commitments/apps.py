from django.apps import AppConfig

from cochair.web import wording


class Commitments(AppConfig):
    name = "cochair.commitments"
    label = "commitments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the words of the levels of an action and the joint acts of this app known, its part
        of a document's page, and what both signed."""
        from cochair.commitments import holding
        from cochair.commitments.assessing import kinds as assessing
        from cochair.commitments.extraction import kinds as extraction
        from cochair.commitments.extraction import on_documents
        from cochair.commitments.following import drafts, kinds, notices
        from cochair.commitments.measures import codes
        from cochair.commitments.measures import kinds as measures
        from cochair.commitments.stocktaking import closing
        from cochair.commitments.stocktaking import notices as stocktaking
        from cochair.documents.register import beside, holds
        from cochair.parties import visibility

        wording.know(codes.LEVELS)
        visibility.register("report-draft", drafts.closed)
        kinds.register_all()
        measures.register_all()
        notices.register_all()
        extraction.register_all()
        closing.register_all()
        stocktaking.register_all()
        assessing.register_all()
        beside.register("commitments", on_documents.part)
        holds.register("commitments", holding.on)

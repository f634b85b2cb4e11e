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
        from cochair.commitments.assessing.kind import ASSESSMENT
        from cochair.commitments.extraction import kinds as extraction
        from cochair.commitments.extraction import on_documents
        from cochair.commitments.following import kinds, notices
        from cochair.commitments.following.kind import COMMITMENT, DRAFT, INSTRUMENT, REPORT
        from cochair.commitments.kind import COHERENCE_NOTE, INITIATIVE
        from cochair.commitments.measures import codes
        from cochair.commitments.measures import kinds as measures
        from cochair.commitments.measures.kind import ACTION, INDICATOR
        from cochair.commitments.registers.kind import CONTRIBUTION, THREAT_ASSESSMENT
        from cochair.commitments.stocktaking import closing
        from cochair.commitments.stocktaking import notices as stocktaking
        from cochair.commitments.stocktaking.kind import STOCKTAKING
        from cochair.documents.register import beside, holds
        from cochair.kernel import kind

        wording.know(codes.LEVELS)
        kinds.register_all()
        measures.register_all()
        notices.register_all()
        extraction.register_all()
        closing.register_all()
        stocktaking.register_all()
        assessing.register_all()
        beside.register("commitments", on_documents.part)
        holds.register("commitments", holding.on)
        kind.register(INITIATIVE, COHERENCE_NOTE)
        kind.register(INSTRUMENT, COMMITMENT, REPORT, DRAFT, ACTION, INDICATOR)
        kind.register(CONTRIBUTION, THREAT_ASSESSMENT, STOCKTAKING, ASSESSMENT)

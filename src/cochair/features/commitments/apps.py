from django.apps import AppConfig

from cochair.web import code_labels


class Commitments(AppConfig):
    name = "cochair.features.commitments"
    label = "commitments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the words of the levels of an action and the joint acts of this app known, its part
        of a document's page, and what both signed."""
        from cochair.features.agendas import followed
        from cochair.features.assessments import kinds as assessing
        from cochair.features.assessments.kind import ASSESSMENT
        from cochair.features.commitments import queries, withdrawal_blocks
        from cochair.features.commitments.kind import COHERENCE_NOTE, INITIATIVE
        from cochair.features.exchange.kind import EXCHANGE_COUNT
        from cochair.features.expectations import kinds as expectations
        from cochair.features.expectations.kind import EXPECTATION
        from cochair.features.extraction import kinds as extraction
        from cochair.features.extraction import on_documents
        from cochair.features.follow_up import kinds, notices
        from cochair.features.follow_up.kind import COMMITMENT, DRAFT, INSTRUMENT, REPORT
        from cochair.features.measures import codes
        from cochair.features.measures import kinds as measures
        from cochair.features.measures.kind import ACTION, INDICATOR
        from cochair.features.overlaps.acts import DECIDE
        from cochair.features.overlaps.kind import OVERLAP_DECISION
        from cochair.features.register import holds, page_panels
        from cochair.features.registers.kind import CONTRIBUTION, THREAT_ASSESSMENT
        from cochair.features.stocktaking import closure
        from cochair.features.stocktaking import notices as stocktaking
        from cochair.features.stocktaking.kind import STOCKTAKING
        from cochair.features.support.kind import SUPPORT_REQUEST
        from cochair.features.threats.kind import FINDING
        from cochair.kernel import kind

        code_labels.register_labels(codes.LEVELS)
        kinds.register_all()
        measures.register_all()
        notices.register_all()
        extraction.register_all()
        closure.register_all()
        stocktaking.register_all()
        assessing.register_all()
        expectations.register_all()
        DECIDE.register()
        followed.register(queries.among)
        page_panels.register("commitments", on_documents.part)
        holds.register("commitments", withdrawal_blocks.on, withdrawal_blocks.among)
        kind.register(INITIATIVE, COHERENCE_NOTE)
        kind.register(INSTRUMENT, COMMITMENT, REPORT, DRAFT, ACTION, INDICATOR)
        kind.register(CONTRIBUTION, THREAT_ASSESSMENT, STOCKTAKING, ASSESSMENT)
        kind.register(FINDING, EXPECTATION, EXCHANGE_COUNT, SUPPORT_REQUEST)
        kind.register(OVERLAP_DECISION)

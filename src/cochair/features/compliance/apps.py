from django.apps import AppConfig


class Compliance(AppConfig):
    name = "cochair.features.compliance"
    label = "compliance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, how a step on a meeting would be judged, all
        facts to those below it, and what is told of results."""
        from cochair.features.acts import visibility
        from cochair.features.compliance import (
            closure,
            cycle_changes,
            forecast,
            language_notices,
            notices,
            queries,
            record_departures,
        )
        from cochair.features.compliance import visibility as results
        from cochair.features.compliance.kind import KINDS
        from cochair.features.compliance.kinds import register_all
        from cochair.features.decisions import mandates, options
        from cochair.features.mail import worker
        from cochair.features.observers import clause
        from cochair.features.planner import facts
        from cochair.features.register import holds
        from cochair.features.review import adoption, outcomes, withdrawal_blocks
        from cochair.features.review import notices as of_versions
        from cochair.features.review.kind import PROCEDURES
        from cochair.features.sessions import impact_preview
        from cochair.kernel import kind

        register_all()
        closure.register_all()
        cycle_changes.register_all()
        outcomes.register_all()
        mandates.register(adoption.not_mandated)
        holds.register("procedures", withdrawal_blocks.on, withdrawal_blocks.among)
        worker.also("procedures", adoption.turn)
        notices.register_all()
        of_versions.register_all()
        language_notices.register_all()
        record_departures.register_all()
        clause.register(queries.result_on)
        facts.read_with(queries.facts_at)
        options.register(queries.option_values)
        kind.register(*KINDS, PROCEDURES)
        visibility.register("exceptions", results.closed_acts)
        impact_preview.register(forecast.differences, forecast.option)

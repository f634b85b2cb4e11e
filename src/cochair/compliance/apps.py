from django.apps import AppConfig


class Compliance(AppConfig):
    name = "cochair.compliance"
    label = "compliance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, how a step on a meeting would be judged, all
        facts to those below it, and what is told of results."""
        from cochair.acts import walls
        from cochair.compliance import (
            changing,
            closing,
            foreseen,
            language_notices,
            notices,
            of_records,
            queries,
        )
        from cochair.compliance import visibility as results
        from cochair.compliance.kind import KINDS
        from cochair.compliance.kinds import register_all
        from cochair.compliance.review import adopting, noting
        from cochair.compliance.review import notices as of_versions
        from cochair.compliance.review.kind import PROCEDURES
        from cochair.decisions import mandates, options
        from cochair.kernel import kind
        from cochair.mail import worker
        from cochair.meetings.observing import judging
        from cochair.meetings.planner import known
        from cochair.meetings.sessions import foreseeing

        register_all()
        closing.register_all()
        changing.register_all()
        noting.register_all()
        mandates.register(adopting.not_mandated)
        worker.also("procedures", adopting.turn)
        notices.register_all()
        of_versions.register_all()
        language_notices.register_all()
        of_records.register_all()
        judging.register(queries.result_on)
        known.read_with(queries.facts_at)
        options.register(queries.option_values)
        kind.register(*KINDS, PROCEDURES)
        walls.register("exceptions", results.closed_acts)
        foreseeing.register(foreseen.differences, foreseen.option)

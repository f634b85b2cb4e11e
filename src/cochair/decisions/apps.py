from django.apps import AppConfig


class Decisions(AppConfig):
    name = "cochair.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, its parts of a document's page, what is told of
        decisions and when this was served, and let the worker close the silences that have run out."""
        from cochair.decisions import doubts, programmes, room, silence
        from cochair.decisions.programmes.kind import PROGRAMME
        from cochair.decisions.room.kind import DECISION
        from cochair.decisions.silence import closing, queries
        from cochair.decisions.silence.kind import CLEARANCE, SILENCE
        from cochair.journal import watch
        from cochair.kernel import kind
        from cochair.mail import worker

        doubts.register_all()
        silence.register_all()
        room.register_all()
        programmes.register_all()
        watch.ask_when_served(queries.pulse)
        worker.also("silences", closing.turn)
        kind.register(DECISION, SILENCE, CLEARANCE, PROGRAMME)

from django.apps import AppConfig


class Decisions(AppConfig):
    name = "cochair.features.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, its parts of a document's page, what is told of
        decisions and when this was served, and let the worker close the silences that have run out."""
        from cochair.features import programmes, room, silence
        from cochair.features.decisions import doubt_notices, doubts
        from cochair.features.mail import worker
        from cochair.features.programmes.kind import PROGRAMME
        from cochair.features.room.kind import DECISION
        from cochair.features.silence import closure, outages
        from cochair.features.silence.kind import CLEARANCE, SILENCE
        from cochair.journal import watch
        from cochair.kernel import kind

        doubts.register_all()
        doubt_notices.register_all()
        silence.register_all()
        room.register_all()
        programmes.register_all()
        watch.ask_when_served(outages.pulse)
        worker.also("silences", closure.turn)
        kind.register(DECISION, SILENCE, CLEARANCE, PROGRAMME)

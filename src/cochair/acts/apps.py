from datetime import timedelta

from django.apps import AppConfig


class Acts(AppConfig):
    name = "cochair.acts"
    label = "acts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known who sees a joint act, let the worker end what is open and can be signed no
        more, and tell of every act."""
        from cochair.acts import actions, notices, walls
        from cochair.mail import worker
        from cochair.parties import visibility

        visibility.register("act", walls.closed)
        walls.register("kinds", walls.of_kinds)
        notices.register_all()
        worker.also("acts-over", actions.end_what_is_due, every=timedelta(minutes=1))

from datetime import timedelta

from django.apps import AppConfig


class Acts(AppConfig):
    name = "cochair.features.acts"
    label = "acts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known who sees a joint act, let the worker end what is open and can be signed no
        more, and tell of every act."""
        from cochair.features.acts import actions, notices, visibility
        from cochair.features.acts.kind import ACT
        from cochair.features.mail import worker
        from cochair.kernel import kind

        kind.register(ACT)
        visibility.register("kinds", visibility.of_kinds)
        notices.register_all()
        worker.also("acts-over", actions.end_what_is_due, every=timedelta(minutes=1))

from django.apps import AppConfig


class Search(AppConfig):
    name = "cochair.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker keep the index."""
        from cochair.mail import worker
        from cochair.search import reading

        worker.also("search", reading.work)

from django.apps import AppConfig


class Search(AppConfig):
    name = "cochair.features.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker keep the index."""
        from cochair.features.mail import worker
        from cochair.features.search import indexer

        worker.also("search", indexer.work)

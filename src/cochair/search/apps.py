from django.apps import AppConfig


class Search(AppConfig):
    name = "cochair.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what can be searched, and let the worker keep the index."""
        from cochair.mail import worker
        from cochair.search import reading, sources
        from cochair.search.documents import Documents

        sources.register(Documents())
        worker.also("search", reading.work)

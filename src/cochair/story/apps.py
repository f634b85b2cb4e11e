from django.apps import AppConfig


class Story(AppConfig):
    name = "cochair.story"
    label = "story"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the stories that are shipped on the shelf."""
        from cochair.story import eu_clasi, shelf

        shelf.keep(eu_clasi.story())

from django.apps import AppConfig


class Story(AppConfig):
    name = "cochair.story"
    label = "story"
    default_auto_field = "django.db.models.BigAutoField"

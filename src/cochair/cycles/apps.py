from django.apps import AppConfig


class Cycles(AppConfig):
    name = "cochair.cycles"
    label = "cycles"
    default_auto_field = "django.db.models.BigAutoField"

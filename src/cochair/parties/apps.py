from django.apps import AppConfig


class Parties(AppConfig):
    name = "cochair.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class Commitments(AppConfig):
    name = "cochair.commitments"
    label = "commitments"
    default_auto_field = "django.db.models.BigAutoField"

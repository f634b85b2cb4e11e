from django.apps import AppConfig


class Compliance(AppConfig):
    name = "cochair.compliance"
    label = "compliance"
    default_auto_field = "django.db.models.BigAutoField"

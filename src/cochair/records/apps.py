from django.apps import AppConfig


class Records(AppConfig):
    name = "cochair.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

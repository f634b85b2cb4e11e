from django.apps import AppConfig


class Acts(AppConfig):
    name = "cochair.acts"
    label = "acts"
    default_auto_field = "django.db.models.BigAutoField"

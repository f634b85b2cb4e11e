from django.apps import AppConfig


class Archives(AppConfig):
    name = "cochair.archives"
    label = "archives"
    default_auto_field = "django.db.models.BigAutoField"

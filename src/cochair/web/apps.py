from django.apps import AppConfig


class Web(AppConfig):
    name = "cochair.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

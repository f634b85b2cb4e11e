from django.apps import AppConfig


class Texts(AppConfig):
    name = "cochair.texts"
    label = "texts"
    default_auto_field = "django.db.models.BigAutoField"

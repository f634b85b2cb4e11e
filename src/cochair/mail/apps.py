from django.apps import AppConfig


class Mail(AppConfig):
    name = "cochair.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

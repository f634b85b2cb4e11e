from django.apps import AppConfig


class Meetings(AppConfig):
    name = "cochair.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

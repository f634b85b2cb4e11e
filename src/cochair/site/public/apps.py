from django.apps import AppConfig


class Public(AppConfig):
    name = "cochair.site.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"

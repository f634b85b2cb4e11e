from django.apps import AppConfig
from django.db import connections
from django.db.backends.signals import connection_created

from cochair.web import tables


class Web(AppConfig):
    name = "cochair.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Notice which tables are read and written, also where a connection was opened before; read each
        language in the variety of its reader."""
        from cochair.web import varieties

        connection_created.connect(tables.watch)
        for one in connections.all(initialized_only=True):
            tables.watch(one)
        varieties.install()

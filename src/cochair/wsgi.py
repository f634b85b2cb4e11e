"""The way in for a web server."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection

from cochair.front import priority
from cochair.web import garbage
from cochair.web.parent_watch import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cochair.settings")
application = get_wsgi_application()
end_with_parent()
priority.go_first()


def _prepare() -> None:
    """Bring in every view and read the procedures of every forum: else the first one who asks
    waits for that, at a busy hour for seconds."""
    import_module(settings.ROOT_URLCONF)
    queries = import_module("cochair.features.parties.queries")
    try:
        for forum in queries.forums():
            queries.books(forum)
            queries.roster(forum)
    except DatabaseError:
        # A database that is not there yet is read once it is.
        return
    finally:
        connection.close()


_prepare()

garbage.rarely()

"""The small forum of the tests with its scene, for tools that measure in it."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matrix import Scene

PROJECT = Path(__file__).resolve().parent.parent


@contextmanager
def scene() -> Iterator["Scene"]:
    """The scene at its own hour, in a database in memory; once in a process, before any other set-up."""
    sys.path[:0] = [str(PROJECT / "src"), str(PROJECT / "tests")]
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"COCHAIR_HOME": home, "DATABASE_URL": ""}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cochair.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection
        from django.test.utils import setup_test_environment

        import matrix
        import tables
        import world
        from cochair.web.clock import clock

        settings.STATIC_ROOT.mkdir(exist_ok=True)
        # Also on a busy machine the files of the scene are read to their end.
        settings.FILE_SECONDS = 120
        setup_test_environment()
        with tables.copied_into_memory():
            connection.creation.create_test_db(verbosity=0)
        with clock.at(world.NOW):
            yield matrix.scene(world.small_forum())

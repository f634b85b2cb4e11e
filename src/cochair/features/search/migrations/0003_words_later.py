"""On PostgreSQL a document waits in a list of the index, from which the worker sorts it in.

To take each word in when it comes cost forty milliseconds of the fifty that a document may take;
a search reads the list too, and it stays short: the worker empties it after each turn in which
something was indexed, and the database by itself at four megabytes.
"""

from importlib import import_module

from django.db import migrations

SQLOn = import_module("cochair.features.search.migrations.0002_words").SQLOn


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words")]

    operations = [
        SQLOn(
            "postgresql",
            "ALTER INDEX passage_by_token SET (fastupdate = on)",
            "ALTER INDEX passage_by_token SET (fastupdate = off)",
        ),
    ]

"""Read the journal once more: texts, records and the procedures are found by now.

The code of a kind has up to 32 letters, and the name of a paragraph up to 64, as clauses and
paragraphs of records have.  SQLite counts no letters: there the table stays as it is, with its trigger.
"""

from importlib import import_module

from django.db import migrations, models

SQLOn = import_module("cochair.features.search.migrations.0002_words").SQLOn
begin_again = import_module("cochair.features.search.migrations.0004_every_kind").begin_again


class Migration(migrations.Migration):
    dependencies = [("search", "0004_every_kind")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [
                SQLOn(
                    "postgresql",
                    "ALTER TABLE search_passage ALTER COLUMN kind TYPE varchar(32),"
                    " ALTER COLUMN paragraph TYPE varchar(64)",
                    migrations.RunSQL.noop,
                )
            ],
            [
                migrations.AlterField(
                    "passage", "kind", models.CharField(max_length=32)
                ),
                migrations.AlterField(
                    "passage", "paragraph", models.CharField(default="", max_length=64)
                ),
            ],
        ),
        migrations.RunPython(begin_again, migrations.RunPython.noop),
    ]

"""What was recorded before there was mail is history, and nobody is written to about it."""

from datetime import UTC, datetime

from django.db import migrations

NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def begin_at_the_end(apps, schema_editor):
    Forum = apps.get_model("parties", "Forum")
    Ledger = apps.get_model("journal", "Ledger")
    Cursor = apps.get_model("mail", "Cursor")
    sizes = dict(Ledger.objects.values_list("forum", "size"))
    for forum in Forum.objects.all():
        Cursor.objects.create(
            forum=forum, source="journal", seq=sizes.get(forum.slug, 0), read_at=NEVER
        )


class Migration(migrations.Migration):

    dependencies = [
        ("mail", "0001_first"),
        ("journal", "0001_ledger"),
    ]

    operations = [migrations.RunPython(begin_at_the_end, migrations.RunPython.noop)]

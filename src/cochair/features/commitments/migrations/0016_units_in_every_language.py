"""What the figures of an indicator count, in every language; so far it was said in one."""

from django.conf import settings
from django.db import migrations, models


def in_every_language(apps, schema_editor):
    """Nobody knows in which language a unit was written: it stands in each until it is told."""
    for row in apps.get_model("commitments", "Indicator").objects.exclude(unit=""):
        row.unit_words = {code: row.unit for code, _name in settings.LANGUAGES}
        row.save(update_fields=["unit_words"])


class Migration(migrations.Migration):

    dependencies = [("commitments", "0015_overlap_decisions")]

    operations = [
        migrations.AddField("indicator", "unit_words", models.JSONField(default=dict)),
        migrations.RunPython(in_every_language, migrations.RunPython.noop),
        migrations.RemoveField("indicator", "unit"),
        migrations.RenameField("indicator", "unit_words", "unit"),
    ]

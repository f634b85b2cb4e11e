"""Where a related event takes place, in every language; so far it was said in the first one."""

from django.conf import settings
from django.db import migrations, models


def in_every_language(apps, schema_editor):
    """The forum's files say it in the others: until they are loaded anew it stands in each."""
    for row in apps.get_model("meetings", "RelatedEvent").objects.exclude(place=""):
        row.place_words = {code: row.place for code, _name in settings.LANGUAGES}
        row.save(update_fields=["place_words"])


class Migration(migrations.Migration):

    dependencies = [("meetings", "0033_loaded_schedules_first")]

    operations = [
        migrations.AddField(
            "relatedevent", "place_words", models.JSONField(blank=True, default=dict)
        ),
        migrations.RunPython(in_every_language, migrations.RunPython.noop),
        migrations.RemoveField("relatedevent", "place"),
        migrations.RenameField("relatedevent", "place_words", "place"),
    ]

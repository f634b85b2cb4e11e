"""Keep the title that both published, so that a title which is being drafted is read by nobody."""

from django.db import migrations, models


def name_what_is_public(apps, schema_editor):
    """What was published before is called as it was until now, in the published languages."""
    for row in apps.get_model("documents", "Publication").objects.select_related(
        "revision__document"
    ):
        document = row.revision.document
        row.title = document.public_title or {
            code: words for code, words in document.title.items() if code in row.editions
        }
        row.save(update_fields=["title"])


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_translation_exchange")]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="title",
            field=models.JSONField(default=dict),
        ),
        migrations.RunPython(name_what_is_public, migrations.RunPython.noop),
    ]

"""A meeting that is open can pause: from when and until when is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0013_discussion"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="suspensions",
            field=models.JSONField(default=list),
        ),
    ]

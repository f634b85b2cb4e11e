"""A session counts its changes, so that calendars take its new hours for newer than the old."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0022_opened_anew"),
    ]

    operations = [
        migrations.AddField(
            model_name="session",
            name="changes",
            field=models.PositiveIntegerField(default=0),
        ),
    ]

"""When a session or a preparatory meeting was changed last, so that calendars are stamped with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0025_conduct_of_a_meeting")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="preparation",
            name="changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

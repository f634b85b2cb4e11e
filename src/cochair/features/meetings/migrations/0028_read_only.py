"""Keep from when a meeting is only read because both closed its cycle (domain.md C.4, US-12)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0027_settled_points")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="shut_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

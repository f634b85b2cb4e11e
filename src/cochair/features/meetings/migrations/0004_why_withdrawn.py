"""Why an invitation was withdrawn."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("meetings", "0003_people")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="withdrawn_reason",
            field=models.CharField(blank=True, max_length=500),
        ),
    ]

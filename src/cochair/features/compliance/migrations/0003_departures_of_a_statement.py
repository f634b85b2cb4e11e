"""A compliance statement freezes what was departed from, with the reasons that both signed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("compliance", "0002_told")]
    operations = [
        migrations.AddField("statement", "departures", models.JSONField(null=True)),
    ]

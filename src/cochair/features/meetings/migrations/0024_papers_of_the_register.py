"""An item names papers of the register of documents, beside titles of what is in none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0023_session_changes"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="papers",
            field=models.JSONField(default=list),
        ),
    ]

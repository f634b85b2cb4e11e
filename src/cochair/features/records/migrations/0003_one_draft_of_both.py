"""The common draft of a meeting is one, on every database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0002_record")]

    operations = [
        migrations.RemoveConstraint(model_name="recorddraft", name="record_draft_once"),
        migrations.AddConstraint(
            model_name="recorddraft",
            constraint=models.UniqueConstraint(
                fields=("meeting", "party"), name="record_draft_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="recorddraft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("party", None)),
                fields=("meeting",),
                name="record_common_draft_once",
            ),
        ),
    ]

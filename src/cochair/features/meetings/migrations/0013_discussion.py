"""Items that a delegation wants discussed, and items that are admitted without a document."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0017_sessions_taken_off")]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="no_document_reason",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.CreateModel(
            name="Discussion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item_key", models.CharField(max_length=32)),
                ("member", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="discussions",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.office",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "item_key", "member"), name="item_discussion_once"
                    )
                ],
            },
        ),
    ]

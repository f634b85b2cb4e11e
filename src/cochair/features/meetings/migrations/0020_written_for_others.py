"""A secretariat answers or names for others only by a letter of theirs, whose reference is kept."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0019_planned_preparations"),
        ("parties", "0001_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="delegation",
            name="request",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="delegation",
            name="requested_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="invitation",
            name="answer_reference",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="invitation",
            name="answered_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.office",
            ),
        ),
    ]

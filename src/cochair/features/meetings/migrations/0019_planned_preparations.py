"""A preparatory meeting is planned before it is held, and may be led by deputies."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0018_suspensions"),
    ]

    operations = [
        migrations.AlterModelOptions(name="preparation", options={"ordering": ["held_at", "pk"]}),
        migrations.AlterField(
            model_name="preparation",
            name="held_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="preparation",
            name="planned_for",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="preparation",
            name="minutes",
            field=models.PositiveSmallIntegerField(default=60),
        ),
        migrations.AddField(
            model_name="preparation",
            name="zone",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="preparation",
            name="link",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="preparation",
            name="changes",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="preparation",
            name="deputies",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="preparation",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="preparation",
            name="cancelled_reason",
            field=models.TextField(blank=True),
        ),
    ]

"""Since when a point that was carried to a meeting needs nothing any more (I.2.1.a)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0026_when_sessions_changed'),
    ]

    operations = [
        migrations.AddField(
            model_name='openpoint',
            name='settled_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

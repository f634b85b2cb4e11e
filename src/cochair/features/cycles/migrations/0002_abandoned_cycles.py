"""Since when a cycle is abandoned."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cycles', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='cycle',
            name='abandoned_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

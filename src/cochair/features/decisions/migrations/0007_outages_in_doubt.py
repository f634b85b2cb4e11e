"""An outage of which nobody knows what was written in it: since a restore, or by a wrong clock."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0006_clearance_of_a_revision'),
    ]

    operations = [
        migrations.AddField(
            model_name='outage',
            name='in_doubt',
            field=models.BooleanField(default=False),
        ),
    ]

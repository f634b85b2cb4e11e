"""The place of a member in the protocol order of its Party, by language."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0002_clock_of_a_story'),
    ]

    operations = [
        migrations.AddField(
            model_name='member',
            name='order',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]

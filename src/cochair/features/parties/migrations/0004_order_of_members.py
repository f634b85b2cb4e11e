"""The place of a member in the protocol order of its Party, by language."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0003_keep_facts_up'),
    ]

    operations = [
        migrations.AddField(
            model_name='member',
            name='order',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]

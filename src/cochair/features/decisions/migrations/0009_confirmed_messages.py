"""A delegation may confirm what was entered in its name."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0008_servers'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='confirmed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

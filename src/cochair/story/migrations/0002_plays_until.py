"""Up to when a command plays the story, so that its pages can say so."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('story', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='course',
            name='plays_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

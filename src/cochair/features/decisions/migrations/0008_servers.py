"""A row for each running server, which tells until when everything that reached it is answered (G15)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0007_outages_in_doubt'),
    ]

    operations = [
        migrations.AddField(
            model_name='pulse',
            name='clear_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='pulse',
            name='server',
            field=models.CharField(blank=True, default='', max_length=32, unique=True),
        ),
    ]

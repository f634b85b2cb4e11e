"""An account may read a language in one of its regional varieties."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_seen'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='variety',
            field=models.CharField(blank=True, default='', max_length=8),
        ),
    ]

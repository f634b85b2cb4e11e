"""A letter to somebody who cannot sign in carries a link that is made when it is sent."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0003_named_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='way_in',
            field=models.CharField(blank=True, max_length=200),
        ),
    ]

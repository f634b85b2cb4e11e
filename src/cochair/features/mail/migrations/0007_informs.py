"""Messages that only inform are told from duties, and a person may choose to get none of them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0006_digest_due'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='informs',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='preference',
            name='informed',
            field=models.BooleanField(default=True),
        ),
    ]

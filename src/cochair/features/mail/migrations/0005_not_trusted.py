"""A mail server whose certificate is not trusted is told apart from one that cannot be reached."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0004_way_in'),
    ]

    operations = [
        migrations.AlterField(
            model_name='message',
            name='failure',
            field=models.CharField(blank=True, choices=[('', 'None'), ('refused_address', 'Refused Address'), ('refused_message', 'Refused'), ('mail_sign_in', 'Not Signed In'), ('unreachable', 'Unreachable'), ('unsafe', 'Unsafe'), ('broken_off', 'Broken Off'), ('unknown_error', 'Unknown')], max_length=32),
        ),
    ]

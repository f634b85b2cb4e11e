"""A digest is due on the reader's own Monday, also where no message waits for it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0005_not_trusted'),
    ]

    operations = [
        migrations.AddField(
            model_name='preference',
            name='digest_due',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

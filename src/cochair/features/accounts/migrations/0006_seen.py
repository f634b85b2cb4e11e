"""An account remembers up to where its holder has seen what happened in each forum."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_sessions'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='seen',
            field=models.JSONField(blank=True, null=True),
        ),
    ]

"""A session that is taken off the plan, and a host that is given up, stay as rows."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0004_why_withdrawn'),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='removed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='meetinghost',
            name='removed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

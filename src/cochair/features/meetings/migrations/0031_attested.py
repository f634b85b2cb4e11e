"""Meetings that were held before are attested by both Parties."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('acts', '0002_acts_that_lapse'),
        ('meetings', '0030_agendas_as_documents'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='attestation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='attested',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='meeting',
            name='attested_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='schedule',
            name='attested',
            field=models.BooleanField(default=False),
        ),
    ]

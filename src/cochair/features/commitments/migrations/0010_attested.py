"""Texts that were adopted before are attested by both Parties."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('acts', '0002_acts_that_lapse'),
        ('commitments', '0009_report_drafts'),
    ]

    operations = [
        migrations.AddField(
            model_name='instrument',
            name='attestation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact'),
        ),
    ]

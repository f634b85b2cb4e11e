"""Drafts of a version of the procedures, and what a meeting's review ended with (II.2.functions.c)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('acts', '0001_first'),
        ('compliance', '0003_departures_of_a_statement'),
        ('documents', '0005_signatures'),
        ('meetings', '0026_when_sessions_changed'),
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProposedVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('number', models.CharField(max_length=16)),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('effective_from', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('languages', models.JSONField(default=dict)),
                ('proposed_at', models.DateTimeField(blank=True, null=True)),
                ('method', models.CharField(blank=True, max_length=16)),
                ('decision', models.CharField(blank=True, max_length=128)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('adopted', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.proceduretext')),
                ('base', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.proceduretext')),
                ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
            ],
            options={
                'ordering': ['-place'],
            },
        ),
        migrations.CreateModel(
            name='ProcedureReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(max_length=16)),
                ('at', models.DateTimeField()),
                ('act', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting')),
                ('proposal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.proposedversion')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='proposedversion',
            constraint=models.UniqueConstraint(fields=('forum', 'place'), name='proposed_version_place_once'),
        ),
    ]

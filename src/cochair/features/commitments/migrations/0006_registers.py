"""Good practices, areas to improve and new areas, and the assessments of threats that they cite."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0005_extraction'),
        ('meetings', '0026_when_sessions_changed'),
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='ThreatAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=64)),
                ('edition', models.CharField(max_length=64)),
                ('url', models.URLField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['series', 'edition'],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=16)),
                ('title', models.CharField(max_length=200)),
                ('words', models.TextField()),
                ('language', models.CharField(max_length=8)),
                ('proposer', models.CharField(max_length=64)),
                ('dimension', models.CharField(blank=True, max_length=16)),
                ('not_relevant_reason', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='meetings.meeting')),
                ('threats', models.ManyToManyField(related_name='+', to='commitments.threatassessment')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.AddConstraint(
            model_name='threatassessment',
            constraint=models.UniqueConstraint(fields=('forum', 'series', 'edition'), name='threat_assessment_once'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.UniqueConstraint(fields=('forum', 'number'), name='contribution_number_once'),
        ),
    ]

"""Meetings, their schedules, chairs, preparation and joint notes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('acts', '0001_first'),
        ('cycles', '0001_first'),
        ('parties', '0001_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.JSONField(default=list)),
                ('confidence', models.CharField(blank=True, max_length=32)),
                ('certainty', models.CharField(blank=True, max_length=32)),
                ('note', models.JSONField(blank=True, null=True)),
                ('slug', models.SlugField(max_length=96)),
                ('configuration', models.CharField(max_length=32)),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('kind', models.CharField(default='meeting', max_length=16)),
                ('counts_as_meeting', models.BooleanField(null=True)),
                ('imported', models.BooleanField(default=False)),
                ('known_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('completed_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('procedure_version', models.CharField(blank=True, max_length=16)),
                ('options', models.JSONField(blank=True, null=True)),
                ('reported', models.CharField(blank=True, max_length=16)),
                ('outcomes', models.JSONField(default=list)),
                ('topics', models.JSONField(default=list)),
                ('participation', models.JSONField(blank=True, null=True)),
                ('confidence_detail', models.JSONField(blank=True, null=True)),
                ('cycle', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cycles.cycle')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='JointNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=32)),
                ('value', models.CharField(blank=True, max_length=64)),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joint_notes', to='meetings.meeting')),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.CreateModel(
            name='CoChair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deputy', models.BooleanField(default=False)),
                ('certainty', models.CharField(blank=True, max_length=32)),
                ('at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('checked_in_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.member')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
                ('term', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.presidencyterm')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chairs', to='meetings.meeting')),
            ],
            options={
                'ordering': ['meeting', 'party'],
            },
        ),
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_at', models.DateTimeField()),
                ('format', models.CharField(max_length=16)),
                ('parties_present', models.JSONField(default=list)),
                ('topics', models.JSONField(default=list)),
                ('note', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='preparations', to='meetings.meeting')),
            ],
            options={
                'ordering': ['held_at'],
            },
        ),
        migrations.CreateModel(
            name='RelatedEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.JSONField(default=list)),
                ('confidence', models.CharField(blank=True, max_length=32)),
                ('certainty', models.CharField(blank=True, max_length=32)),
                ('note', models.JSONField(blank=True, null=True)),
                ('slug', models.SlugField(max_length=96)),
                ('kind', models.CharField(max_length=32)),
                ('title', models.JSONField()),
                ('start', models.DateField(blank=True, null=True)),
                ('end', models.DateField(blank=True, null=True)),
                ('precision', models.CharField(default='day', max_length=16)),
                ('place', models.CharField(blank=True, max_length=128)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['start'],
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(blank=True, null=True)),
                ('starts', models.DateTimeField(blank=True, null=True)),
                ('ends', models.DateTimeField(blank=True, null=True)),
                ('precision', models.CharField(default='day', max_length=16)),
                ('zone', models.CharField(max_length=64)),
                ('place', models.CharField(blank=True, max_length=64)),
                ('country', models.CharField(blank=True, max_length=8)),
                ('format', models.CharField(blank=True, max_length=16)),
                ('reason', models.TextField(blank=True)),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schedules', to='meetings.meeting')),
            ],
            options={
                'ordering': ['meeting', 'at', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('forum', 'slug'), name='meeting_slug_once'),
        ),
        migrations.AddConstraint(
            model_name='relatedevent',
            constraint=models.UniqueConstraint(fields=('forum', 'slug'), name='event_once'),
        ),
    ]

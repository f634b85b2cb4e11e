"""Keep what happens in the room: entries on items, which stay, and who asked for the floor."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0024_papers_of_the_register'),
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='FloorEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('item_key', models.CharField(max_length=32)),
                ('step', models.CharField(max_length=16)),
                ('words', models.JSONField(default=dict)),
                ('kind', models.CharField(blank=True, max_length=16)),
                ('target', models.CharField(blank=True, max_length=96)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('seconds', models.PositiveIntegerField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='floor_entries', to='meetings.meeting')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
            ],
            options={
                'ordering': ['meeting', 'number'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'number'), name='floor_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='SpeakerRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('item_key', models.CharField(max_length=32)),
                ('kind', models.CharField(max_length=16)),
                ('voice', models.CharField(max_length=64)),
                ('party', models.CharField(blank=True, max_length=32)),
                ('reply', models.BooleanField(default=False)),
                ('asked_at', models.DateTimeField()),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='speakers', to='meetings.meeting')),
            ],
            options={
                'ordering': ['meeting', 'number'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'number'), name='speaker_once')],
            },
        ),
    ]

"""Cycles and the plans of their slots."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('acts', '0001_first'),
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='SlotPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_in', models.PositiveSmallIntegerField()),
                ('cycle', models.PositiveSmallIntegerField()),
                ('configuration', models.CharField(max_length=32)),
                ('place', models.CharField(blank=True, max_length=64)),
                ('start', models.DateField(blank=True, null=True)),
                ('end', models.DateField(blank=True, null=True)),
                ('precision', models.CharField(max_length=16)),
                ('state', models.CharField(max_length=16)),
                ('virtual', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['cycle', 'at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Cycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.JSONField(default=list)),
                ('confidence', models.CharField(blank=True, max_length=32)),
                ('certainty', models.CharField(blank=True, max_length=32)),
                ('note', models.JSONField(blank=True, null=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('imported', models.BooleanField(default=False)),
                ('known_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('forum', 'number'), name='cycle_once'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='cycle_ends_after_it_starts')],
            },
        ),
    ]

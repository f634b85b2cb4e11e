"""Instruments and commitments."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.JSONField(default=list)),
                ('confidence', models.CharField(blank=True, max_length=32)),
                ('certainty', models.CharField(blank=True, max_length=32)),
                ('note', models.JSONField(blank=True, null=True)),
                ('slug', models.SlugField(max_length=96)),
                ('kind', models.CharField(max_length=32)),
                ('day', models.DateField()),
                ('title', models.JSONField()),
                ('symbol', models.CharField(blank=True, max_length=64)),
                ('url', models.URLField(blank=True)),
                ('languages', models.JSONField(default=list)),
                ('status', models.CharField(default='adopted', max_length=16)),
                ('meeting_slug', models.CharField(blank=True, max_length=96)),
                ('imported', models.BooleanField(default=False)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['day', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.JSONField(default=list)),
                ('confidence', models.CharField(blank=True, max_length=32)),
                ('certainty', models.CharField(blank=True, max_length=32)),
                ('note', models.JSONField(blank=True, null=True)),
                ('slug', models.CharField(max_length=64)),
                ('kind', models.CharField(blank=True, max_length=64)),
                ('text', models.JSONField()),
                ('areas', models.JSONField(default=list)),
                ('state', models.CharField(default='in_force', max_length=16)),
                ('instrument', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='commitments.instrument')),
            ],
            options={
                'ordering': ['instrument', 'slug'],
            },
        ),
        migrations.AddConstraint(
            model_name='instrument',
            constraint=models.UniqueConstraint(fields=('forum', 'slug'), name='instrument_once'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.UniqueConstraint(fields=('instrument', 'slug'), name='commitment_once'),
        ),
    ]

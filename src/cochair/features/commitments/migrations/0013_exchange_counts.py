"""Counts of exchanges of information by channel, kind and Party, and never what was exchanged."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0012_corrected_findings'),
        ('parties', '0004_order_of_members'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExchangeCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('channel', models.CharField(max_length=64)),
                ('kind', models.CharField(max_length=16)),
                ('party', models.CharField(max_length=32)),
                ('count', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_reason', models.CharField(blank=True, max_length=1000)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['start', 'number'],
                'constraints': [models.UniqueConstraint(fields=('forum', 'number'), name='exchange_count_number_once'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('forum', 'start', 'end', 'channel', 'kind', 'party'), name='exchange_count_once')],
            },
        ),
    ]

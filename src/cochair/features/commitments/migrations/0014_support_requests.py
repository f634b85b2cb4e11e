"""Requests for support to a programme, for which commitments, and what came of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0013_exchange_counts'),
        ('parties', '0004_order_of_members'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupportRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('party', models.CharField(max_length=32)),
                ('title', models.JSONField()),
                ('asked_on', models.DateField()),
                ('needed_by', models.DateField()),
                ('source', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('commitments', models.ManyToManyField(related_name='support_requests', to='commitments.commitment')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('forum', 'number'), name='support_request_number_once')],
            },
        ),
        migrations.CreateModel(
            name='SupportOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(max_length=16)),
                ('day', models.DateField()),
                ('words', models.CharField(max_length=1000)),
                ('language', models.CharField(max_length=8)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='commitments.supportrequest')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
    ]

"""What a meeting asked somebody to do, by when, and what became of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('meetings', '0027_settled_points'),
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='ActionPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('item_key', models.CharField(blank=True, max_length=32)),
                ('text', models.JSONField()),
                ('language', models.CharField(max_length=8)),
                ('owner', models.CharField(max_length=64)),
                ('due', models.DateField()),
                ('state', models.CharField(default='open', max_length=16)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('evidence', models.CharField(blank=True, max_length=300)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('carried_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.openpoint')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='action_points', to='meetings.meeting')),
            ],
            options={
                'ordering': ['meeting', 'number'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'number'), name='action_point_number_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'carried']), ('settled_at__isnull', False), _connector='OR'), name='action_point_settled_when_over')],
            },
        ),
    ]

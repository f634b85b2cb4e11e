"""What was before Cochair is prepared line by line, and attested by both Parties."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('acts', '0002_acts_that_lapse'),
        ('parties', '0002_clock_of_a_story'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TakeUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('begun_at', models.DateTimeField()),
                ('attested_at', models.DateTimeField(blank=True, null=True)),
                ('set_aside_at', models.DateTimeField(blank=True, null=True)),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=128)),
                ('answer', models.CharField(max_length=16)),
                ('body', models.JSONField(default=dict)),
                ('source', models.TextField(blank=True)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
                ('take_up', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='takeup.takeup')),
            ],
            options={
                'ordering': ['take_up', 'name'],
            },
        ),
        migrations.AddConstraint(
            model_name='takeup',
            constraint=models.UniqueConstraint(fields=('forum', 'number'), name='take_up_once'),
        ),
        migrations.AddConstraint(
            model_name='takeup',
            constraint=models.UniqueConstraint(condition=models.Q(('attested_at', None), ('set_aside_at', None)), fields=('forum',), name='one_open_take_up'),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.UniqueConstraint(fields=('take_up', 'name'), name='take_up_line_once'),
        ),
    ]

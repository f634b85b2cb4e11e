"""Findings of threat assessments and what answers them; what is expected of commitments, and what came of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('acts', '0002_acts_that_lapse'),
        ('commitments', '0010_attested'),
        ('parties', '0002_clock_of_a_story'),
    ]

    operations = [
        migrations.CreateModel(
            name='Expectation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('expected', models.JSONField()),
                ('measured', models.JSONField()),
                ('target', models.CharField(blank=True, max_length=32)),
                ('until', models.DateField()),
                ('levels', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=0)),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expectations', to='commitments.commitment')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='AssessedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('result', models.JSONField(default=dict)),
                ('view', models.CharField(blank=True, max_length=16)),
                ('why', models.JSONField(default=dict)),
                ('follows', models.CharField(blank=True, max_length=16)),
                ('follows_words', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=0)),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='commitments.effectivenessassessment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('expectation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='commitments.expectation')),
            ],
            options={
                'ordering': ['expectation'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('title', models.JSONField()),
                ('areas', models.JSONField(default=list)),
                ('region', models.CharField(max_length=32)),
                ('place', models.CharField(max_length=120)),
                ('at', models.DateTimeField()),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='commitments.threatassessment')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('action', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='commitments.action')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('commitment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='commitments.commitment')),
                ('indicator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='commitments.indicator')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='commitments.finding')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='expectation',
            constraint=models.UniqueConstraint(fields=('forum', 'number'), name='expectation_number_once'),
        ),
        migrations.AddConstraint(
            model_name='expectation',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed_at', None)), fields=('commitment',), name='expectation_draft_once'),
        ),
        migrations.AddConstraint(
            model_name='assessedresult',
            constraint=models.UniqueConstraint(fields=('assessment', 'expectation'), name='assessed_result_once'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('forum', 'number'), name='finding_number_once'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action__isnull', True), ('commitment__isnull', False), ('indicator__isnull', True)), models.Q(('action__isnull', False), ('commitment__isnull', True), ('indicator__isnull', True)), models.Q(('action__isnull', True), ('commitment__isnull', True), ('indicator__isnull', False)), _connector='OR'), name='answer_of_one_thing'),
        ),
    ]

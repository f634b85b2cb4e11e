"""Reports by owners, the assessment of each Party, owners, purposes and how a commitment ends."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0002_comparison'),
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='owners',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='commitment',
            name='purposes',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='commitment',
            name='replaced_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='commitments.commitment'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='settled_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='PartyAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('language', models.CharField(max_length=8)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='commitments.commitment')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ProgressReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author', models.CharField(max_length=64)),
                ('status', models.CharField(max_length=16)),
                ('words', models.TextField()),
                ('evidence', models.CharField(max_length=300)),
                ('language', models.CharField(max_length=8)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='commitments.commitment')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['commitment', 'at'], name='report_by_commitment')],
            },
        ),
    ]

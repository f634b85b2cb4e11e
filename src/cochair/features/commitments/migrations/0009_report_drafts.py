"""Reports that members of a delegation prepare for its head (domain.md C.6)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0008_levels'),
        ('parties', '0002_clock_of_a_story'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author', models.CharField(max_length=64)),
                ('status', models.CharField(max_length=16)),
                ('words', models.TextField()),
                ('evidence', models.CharField(max_length=300)),
                ('language', models.CharField(max_length=8)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='commitments.commitment')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
    ]

"""What both Parties decide where a commitment and an initiative beside the forum overlap."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('acts', '0002_acts_that_lapse'),
        ('commitments', '0014_support_requests'),
        ('parties', '0004_order_of_members'),
    ]

    operations = [
        migrations.CreateModel(
            name='OverlapDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.CharField(max_length=16)),
                ('words', models.JSONField()),
                ('at', models.DateTimeField()),
                ('act', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overlaps', to='commitments.commitment')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
    ]

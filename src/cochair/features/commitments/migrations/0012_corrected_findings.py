"""Findings of threat assessments are corrected and withdrawn with a reason; new areas cite them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0011_threats_and_results'),
    ]

    operations = [
        migrations.AddField(
            model_name='finding',
            name='cited_by',
            field=models.ManyToManyField(related_name='findings', to='commitments.contribution'),
        ),
        migrations.AddField(
            model_name='finding',
            name='earlier',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='finding',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='finding',
            name='withdrawn_reason',
            field=models.CharField(blank=True, max_length=1000),
        ),
    ]

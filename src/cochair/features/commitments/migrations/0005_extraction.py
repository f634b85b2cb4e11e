"""The paragraphs and the joint act from which a commitment comes, and the document of an instrument."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('acts', '0001_first'),
        ('commitments', '0004_measures'),
        ('documents', '0004_no_requests_for_translations'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='act',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact'),
        ),
        migrations.AddField(
            model_name='commitment',
            name='at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='commitment',
            name='paragraphs',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='instrument',
            name='document',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document'),
        ),
    ]

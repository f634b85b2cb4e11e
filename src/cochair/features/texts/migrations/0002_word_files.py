"""Keep Word files that were brought in, until their changes are proposed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0001_first'),
        ('texts', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='WordFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author_kind', models.CharField(max_length=16)),
                ('party', models.CharField(blank=True, max_length=32)),
                ('member', models.CharField(blank=True, max_length=32)),
                ('at', models.DateTimeField()),
                ('name', models.CharField(max_length=150)),
                ('digest', models.CharField(max_length=64)),
                ('markings', models.JSONField(default=list)),
                ('reading', models.JSONField(default=dict)),
                ('names', models.JSONField(default=list)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('made', models.JSONField(default=list)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='word_files', to='texts.negotiatedtext')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
    ]

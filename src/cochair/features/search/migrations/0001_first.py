"""Keep an index of what may be read, paragraph by paragraph, and how far the journal was read."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cursor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveBigIntegerField(default=0)),
                ('read_at', models.DateTimeField()),
                ('forum', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parties.forum')),
            ],
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('item', models.BigIntegerField()),
                ('language', models.CharField(max_length=8)),
                ('paragraph', models.CharField(default='', max_length=32)),
                ('number', models.CharField(blank=True, max_length=32)),
                ('place', models.PositiveIntegerField()),
                ('state', models.CharField(blank=True, max_length=16)),
                ('text', models.TextField()),
                ('words', models.TextField()),
                ('in_house', models.BooleanField()),
                ('is_public', models.BooleanField()),
                ('forum', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['item', 'kind', 'place'], name='passage_by_item')],
            },
        ),
    ]

"""Keep negotiated texts: paragraphs, what hangs on them, rounds, issues, clearances and notes."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0003_publication_title'),
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='NegotiatedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('negotiation_language', models.CharField(max_length=8)),
                ('languages', models.JSONField()),
                ('attribution', models.CharField(max_length=16)),
                ('begun_at', models.DateTimeField()),
                ('began_from', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.revision')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['-begun_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('languages', models.JSONField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.revision')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='texts.negotiatedtext')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='texts.negotiatedtext')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author_kind', models.CharField(max_length=16)),
                ('party', models.CharField(blank=True, max_length=32)),
                ('member', models.CharField(blank=True, max_length=32)),
                ('at', models.DateTimeField()),
                ('on', models.CharField(max_length=32)),
                ('value', models.CharField(max_length=16)),
                ('note', models.TextField(blank=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='texts.negotiatedtext')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PrivateNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paragraph', models.CharField(max_length=32)),
                ('words', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.member')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='texts.negotiatedtext')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of', models.CharField(max_length=32)),
                ('language', models.CharField(max_length=8)),
                ('number', models.PositiveIntegerField()),
                ('words', models.TextField()),
                ('by', models.CharField(max_length=128)),
                ('at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='texts.negotiatedtext')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('text', 'of', 'language', 'number'), name='text_edition_once')],
            },
        ),
        migrations.CreateModel(
            name='Paragraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable_id', models.CharField(max_length=32)),
                ('order', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=16)),
                ('words', models.JSONField()),
                ('numbers', models.JSONField()),
                ('senses', models.JSONField()),
                ('sense', models.PositiveIntegerField(default=1)),
                ('mark', models.CharField(max_length=16)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paragraphs', to='texts.negotiatedtext')),
            ],
            options={
                'ordering': ['order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('text', 'stable_id'), name='text_paragraph_once')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author_kind', models.CharField(max_length=16)),
                ('party', models.CharField(blank=True, max_length=32)),
                ('member', models.CharField(blank=True, max_length=32)),
                ('at', models.DateTimeField()),
                ('stable_id', models.CharField(max_length=32)),
                ('operation', models.CharField(max_length=16)),
                ('paragraph', models.CharField(max_length=32)),
                ('kind', models.CharField(max_length=16)),
                ('words', models.JSONField(default=dict)),
                ('span_start', models.PositiveIntegerField(null=True)),
                ('span_end', models.PositiveIntegerField(null=True)),
                ('on', models.CharField(blank=True, max_length=32)),
                ('after', models.CharField(blank=True, max_length=32)),
                ('state', models.CharField(max_length=16)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('into', models.CharField(blank=True, max_length=32)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='texts.negotiatedtext')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('text', 'stable_id'), name='text_proposal_once')],
            },
        ),
        migrations.CreateModel(
            name='Reservation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author_kind', models.CharField(max_length=16)),
                ('party', models.CharField(blank=True, max_length=32)),
                ('member', models.CharField(blank=True, max_length=32)),
                ('at', models.DateTimeField()),
                ('stable_id', models.CharField(max_length=32)),
                ('kind', models.CharField(max_length=16)),
                ('paragraph', models.CharField(blank=True, max_length=32)),
                ('until', models.DateField(blank=True, null=True)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('statement', models.CharField(blank=True, max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reservations', to='texts.negotiatedtext')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('text', 'stable_id'), name='text_reservation_once')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('figures', models.JSONField(blank=True, null=True)),
                ('paragraphs', models.JSONField(default=list)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='texts.negotiatedtext')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('text', 'number'), name='text_round_once')],
            },
        ),
    ]

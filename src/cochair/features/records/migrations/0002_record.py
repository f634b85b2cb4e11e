"""The record of a meeting: drafts by paragraph, comments with answers, times for comments, approval.

Words are only ever added: what a paragraph said before stands in a table of its own.
Source: domain.md B.9 (CB-38 to CB-41), C.2 (MeetingRecord).
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0001_points'),
        ('acts', '0001_first'),
        ('decisions', '0004_signed_objections'),
        ('documents', '0005_signatures'),
        ('meetings', '0026_when_sessions_changed'),
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='MeetingRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('approval', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact')),
                ('approved', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.revision')),
                ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='record_of', to='documents.document')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='record', to='meetings.meeting')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CommentRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.revision')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='records.meetingrecord')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RecordComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('paragraph', models.CharField(blank=True, max_length=64)),
                ('voice', models.CharField(max_length=64)),
                ('party', models.CharField(blank=True, max_length=32)),
                ('words', models.TextField()),
                ('language', models.CharField(max_length=8)),
                ('received_at', models.DateTimeField()),
                ('late', models.BooleanField(default=False)),
                ('sent', models.CharField(max_length=64)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='records.meetingrecord')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.revision')),
            ],
            options={
                'ordering': ['record', 'number'],
            },
        ),
        migrations.CreateModel(
            name='RecordAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taken_up', models.BooleanField()),
                ('reason', models.TextField(blank=True)),
                ('language', models.CharField(max_length=8)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='decisions.message')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='records.meetingrecord')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='records.recordcomment')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RecordDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('offered_at', models.DateTimeField(blank=True, null=True)),
                ('kept_at', models.DateTimeField(blank=True, null=True)),
                ('kept_member', models.CharField(blank=True, max_length=32)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='record_drafts', to='meetings.meeting')),
                ('offered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='meetingrecord',
            name='draft',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.recorddraft'),
        ),
        migrations.CreateModel(
            name='RecordParagraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('position', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=16)),
                ('level', models.PositiveSmallIntegerField(default=0)),
                ('words', models.JSONField(default=dict)),
                ('variants', models.JSONField(default=dict)),
                ('is_open', models.BooleanField(default=False)),
                ('left_out', models.BooleanField(default=False)),
                ('version', models.PositiveIntegerField(default=0)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paragraphs', to='records.recorddraft')),
            ],
            options={
                'ordering': ['draft', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EarlierWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('words', models.JSONField()),
                ('left_out', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('paragraph', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier', to='records.recordparagraph')),
            ],
            options={
                'ordering': ['paragraph', 'version'],
            },
        ),
        migrations.AddConstraint(
            model_name='recordcomment',
            constraint=models.UniqueConstraint(fields=('record', 'number'), name='record_comment_number_once'),
        ),
        migrations.AddConstraint(
            model_name='recordcomment',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('record', 'voice', 'sent'), name='record_comment_once'),
        ),
        migrations.AddConstraint(
            model_name='recordanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('comment', None), ('message__isnull', False)), models.Q(('comment__isnull', False), ('message', None)), _connector='OR'), name='record_answer_to_one'),
        ),
        migrations.AddConstraint(
            model_name='recorddraft',
            constraint=models.UniqueConstraint(fields=('meeting', 'party'), name='record_draft_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='recordparagraph',
            constraint=models.UniqueConstraint(fields=('draft', 'key'), name='record_paragraph_once'),
        ),
        migrations.AddConstraint(
            model_name='earlierwords',
            constraint=models.UniqueConstraint(fields=('paragraph', 'version'), name='earlier_words_once'),
        ),
    ]

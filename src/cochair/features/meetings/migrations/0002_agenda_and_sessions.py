"""What a meeting is about: agenda, sessions, preparation, coherence; and how far it has come."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('acts', '0001_first'),
        ('meetings', '0001_first'),
        ('parties', '0001_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='convened_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='converted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='meeting',
            name='prepared_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Agenda',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(max_length=16)),
                ('revision', models.PositiveSmallIntegerField()),
                ('programme_of', models.CharField(blank=True, max_length=96)),
                ('made_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact')),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.agenda')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agendas', to='meetings.meeting')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32)),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.JSONField()),
                ('type', models.CharField(default='discussion', max_length=32)),
                ('tags', models.JSONField(default=list)),
                ('cross_reason', models.CharField(blank=True, max_length=1000)),
                ('proposer', models.CharField(blank=True, max_length=64)),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('documents', models.JSONField(default=list)),
                ('commitments', models.JSONField(default=list)),
                ('links', models.JSONField(default=list)),
                ('origin', models.CharField(blank=True, max_length=64)),
                ('agenda', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='meetings.agenda')),
            ],
            options={
                'ordering': ['agenda', 'number'],
            },
        ),
        migrations.CreateModel(
            name='BlockedDays',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('required', models.BooleanField(default=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
            ],
            options={
                'ordering': ['start', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500)),
                ('due', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
                ('preparation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='meetings.preparation')),
            ],
            options={
                'ordering': ['due', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='HostEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.JSONField(default=list)),
                ('confidence', models.CharField(blank=True, max_length=32)),
                ('certainty', models.CharField(blank=True, max_length=32)),
                ('note', models.JSONField(blank=True, null=True)),
                ('title', models.JSONField()),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('place', models.CharField(blank=True, max_length=64)),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['start', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ItemRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('proposer', models.CharField(max_length=64)),
                ('title', models.JSONField()),
                ('text', models.TextField(blank=True)),
                ('type', models.CharField(default='discussion', max_length=32)),
                ('documents', models.JSONField(default=list)),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(default='received', max_length=16)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('item_key', models.CharField(blank=True, max_length=32)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='item_requests', to='meetings.meeting')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office')),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='MeetingHost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.hostevent')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='host', to='meetings.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Omission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=64)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acts.jointact')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='omissions', to='meetings.meeting')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='OpenPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.JSONField()),
                ('owner', models.CharField(blank=True, max_length=64)),
                ('at', models.DateTimeField()),
                ('item_key', models.CharField(blank=True, max_length=32)),
                ('placed_at', models.DateTimeField(blank=True, null=True)),
                ('deferral_reason', models.CharField(blank=True, max_length=1000)),
                ('deferred_at', models.DateTimeField(blank=True, null=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='open_points', to='meetings.meeting')),
                ('origin', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.meeting')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(default='plenary', max_length=16)),
                ('title', models.JSONField(default=dict)),
                ('starts', models.DateTimeField()),
                ('ends', models.DateTimeField()),
                ('spoken', models.JSONField(default=list)),
                ('interpreted', models.JSONField(default=list)),
                ('observers_admitted', models.BooleanField(default=False)),
                ('remote_link', models.URLField(blank=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='meetings.meeting')),
            ],
            options={
                'ordering': ['starts', 'number'],
            },
        ),
        migrations.AddConstraint(
            model_name='agenda',
            constraint=models.UniqueConstraint(fields=('meeting', 'stage', 'revision'), name='agenda_revision_once'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('agenda', 'key'), name='agenda_item_once'),
        ),
        migrations.AddConstraint(
            model_name='itemrequest',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='item_request_once'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='session_number_once'),
        ),
        migrations.CreateModel(
            name='CoherenceNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('text', models.TextField(blank=True)),
                ('findings', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='coherence_notes', to='meetings.meeting')),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='InitiativeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.JSONField(default=list)),
                ('confidence', models.CharField(blank=True, max_length=32)),
                ('certainty', models.CharField(blank=True, max_length=32)),
                ('note', models.JSONField(blank=True, null=True)),
                ('title', models.JSONField()),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('place', models.CharField(blank=True, max_length=128)),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
            ],
            options={
                'ordering': ['start', 'pk'],
            },
        ),
    ]

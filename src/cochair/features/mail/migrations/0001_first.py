"""The outbox, its cursors, preferences, and what a demo keeps."""

import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Caught',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('to', models.CharField(max_length=400)),
                ('subject', models.CharField(max_length=400)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('message_id', models.CharField(blank=True, max_length=255)),
                ('octets', models.BinaryField()),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.BooleanField(default=False)),
                ('quiet_from', models.TimeField(default=datetime.time(20, 0))),
                ('quiet_until', models.TimeField(default=datetime.time(7, 0))),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Cursor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(default='journal', max_length=64)),
                ('seq', models.PositiveBigIntegerField(default=0)),
                ('read_at', models.DateTimeField()),
                ('stuck_since', models.DateTimeField(blank=True, null=True)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('forum', 'source'), name='one_cursor_per_source')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('recipient', models.CharField(max_length=300)),
                ('event', models.CharField(max_length=8)),
                ('about_kind', models.CharField(blank=True, max_length=64)),
                ('about_id', models.CharField(blank=True, max_length=200)),
                ('space', models.CharField(default='shared', max_length=64)),
                ('urgent', models.BooleanField(default=False)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('office', models.CharField(blank=True, max_length=200)),
                ('party', models.CharField(blank=True, max_length=32)),
                ('language', models.CharField(max_length=8)),
                ('zone', models.CharField(max_length=64)),
                ('subject', models.CharField(max_length=255)),
                ('body', models.TextField()),
                ('calendar', models.TextField(blank=True)),
                ('calendar_method', models.CharField(blank=True, max_length=16)),
                ('message_id', models.CharField(max_length=255)),
                ('state', models.CharField(choices=[('queued', 'Queued'), ('sending', 'Sending'), ('sent', 'Sent'), ('failed', 'Failed'), ('held', 'Held'), ('folded', 'Folded'), ('no_address', 'No Address')], max_length=16)),
                ('hold', models.CharField(blank=True, choices=[('', 'Nothing'), ('quiet', 'Quiet'), ('digest', 'Digest')], max_length=16)),
                ('queued_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('failure', models.CharField(blank=True, choices=[('', 'None'), ('refused_address', 'Refused Address'), ('refused_message', 'Refused'), ('mail_sign_in', 'Not Signed In'), ('unreachable', 'Unreachable'), ('broken_off', 'Broken Off'), ('unknown_error', 'Unknown')], max_length=32)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('folded_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mail.message')),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'sending'])), fields=['due_at'], name='mail_due'), models.Index(fields=['forum', 'state'], name='mail_state')],
                'constraints': [models.UniqueConstraint(fields=('forum', 'key', 'recipient'), name='one_letter_per_reader')],
            },
        ),
    ]

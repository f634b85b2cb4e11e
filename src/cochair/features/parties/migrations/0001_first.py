"""The forum, its Parties, members, terms and offices."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Forum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('title', models.JSONField()),
                ('short_title', models.JSONField()),
                ('about', models.JSONField()),
                ('zone', models.CharField(max_length=64)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('known_until', models.DateField(blank=True, null=True)),
                ('clock_may_be_set', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.JSONField(default=list)),
                ('confidence', models.CharField(blank=True, max_length=32)),
                ('certainty', models.CharField(blank=True, max_length=32)),
                ('note', models.JSONField(blank=True, null=True)),
                ('code', models.CharField(max_length=8)),
                ('name', models.JSONField()),
                ('capital', models.JSONField(null=True)),
                ('zone', models.CharField(max_length=64)),
                ('member_from', models.DateField(blank=True, null=True)),
                ('from_precision', models.CharField(default='day', max_length=16)),
                ('from_not_before', models.DateField(blank=True, null=True)),
                ('from_not_after', models.DateField(blank=True, null=True)),
                ('member_to', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.JSONField(default=list)),
                ('confidence', models.CharField(blank=True, max_length=32)),
                ('certainty', models.CharField(blank=True, max_length=32)),
                ('note', models.JSONField(blank=True, null=True)),
                ('code', models.CharField(max_length=64)),
                ('name', models.JSONField()),
                ('acronym', models.CharField(blank=True, max_length=32)),
                ('side', models.CharField(blank=True, max_length=32)),
                ('kind', models.CharField(max_length=32)),
                ('role', models.JSONField(blank=True, null=True)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['side', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=32)),
                ('name', models.JSONField()),
                ('short', models.JSONField()),
                ('presidency_title', models.JSONField()),
                ('model', models.CharField(max_length=32)),
                ('seat_zone', models.CharField(max_length=64)),
                ('tone', models.CharField(blank=True, max_length=16)),
                ('order', models.PositiveSmallIntegerField()),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
            options={
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=32)),
                ('start', models.DateTimeField()),
                ('end', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
                ('granted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.member')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.organisation')),
                ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='member',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party'),
        ),
        migrations.CreateModel(
            name='PresidencyTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.JSONField(default=list)),
                ('confidence', models.CharField(blank=True, max_length=32)),
                ('certainty', models.CharField(blank=True, max_length=32)),
                ('note', models.JSONField(blank=True, null=True)),
                ('slug', models.SlugField()),
                ('start', models.DateTimeField(blank=True, null=True)),
                ('start_not_before', models.DateTimeField(blank=True, null=True)),
                ('start_not_after', models.DateTimeField(blank=True, null=True)),
                ('end', models.DateTimeField(blank=True, null=True)),
                ('end_not_before', models.DateTimeField(blank=True, null=True)),
                ('end_not_after', models.DateTimeField(blank=True, null=True)),
                ('zone', models.CharField(max_length=64)),
                ('status', models.CharField(choices=[('designated', 'designated'), ('in_office', 'in_office'), ('ended', 'ended'), ('disputed', 'disputed'), ('vacant', 'vacant')], default='designated', max_length=16)),
                ('known_at', models.DateTimeField(blank=True, null=True)),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
                ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.member')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
            ],
            options={
                'ordering': ['party', 'start', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ProcedureText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16)),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('effective_from', models.DateField()),
                ('loaded_at', models.DateTimeField()),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(fields=('forum', 'code'), name='organisation_once'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(fields=('forum', 'code'), name='party_once'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(fields=('party', 'code'), name='member_once'),
        ),
        migrations.AddConstraint(
            model_name='proceduretext',
            constraint=models.UniqueConstraint(fields=('forum', 'number'), name='procedure_text_once'),
        ),
    ]

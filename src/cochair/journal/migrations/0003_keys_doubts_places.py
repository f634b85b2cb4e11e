"""The keys that an installation names, doubts about ledgers, and where Parties get their witnesses."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Doubt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('forum', models.SlugField()),
                ('cause', models.CharField(max_length=16)),
                ('start', models.DateTimeField()),
                ('end', models.DateTimeField()),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('root', models.CharField(blank=True, max_length=64)),
                ('seen', models.PositiveBigIntegerField(default=0)),
                ('noticed_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='InstalledKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=32)),
                ('fingerprint', models.CharField(max_length=64)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('name',), name='one_key_of_a_name_stands')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('forum', models.SlugField()),
                ('party', models.CharField(max_length=32)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('folder', models.CharField(blank=True, max_length=64)),
                ('language', models.CharField(default='en', max_length=8)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('trouble', models.CharField(blank=True, max_length=16)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('forum', 'party'), name='one_place_for_each_party')],
            },
        ),
    ]

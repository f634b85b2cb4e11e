"""By table, the last entry of a forum whose transaction wrote it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0004_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='Stamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('forum', models.SlugField(db_index=False)),
                ('table', models.CharField(max_length=64)),
                ('word', models.CharField(max_length=16)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('forum', 'table'), name='one_stamp_for_each_table')],
            },
        ),
    ]

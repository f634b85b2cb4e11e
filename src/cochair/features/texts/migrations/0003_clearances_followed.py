"""Keep what cleared words stay cleared as, after languages that were behind have followed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('texts', '0002_word_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='Followed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('clearance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followed', to='texts.clearance')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('clearance', 'digest'), name='text_followed_once')],
            },
        ),
    ]

"""How far a story was played."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0002_clock_of_a_story'),
    ]

    operations = [
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('played', models.CharField(blank=True, max_length=128)),
                ('forum', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
        ),
    ]

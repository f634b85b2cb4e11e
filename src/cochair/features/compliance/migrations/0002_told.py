"""The worker remembers what the clauses were last seen to say, to tell each turn once (N30)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0001_first'),
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('states', models.JSONField(default=dict)),
                ('seen_at', models.DateTimeField()),
                ('forum', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.forum')),
            ],
        ),
    ]

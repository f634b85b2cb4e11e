"""Packs are numbered for each Party, so that no gap tells the other that there is one."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('handovers', '0002_acknowledged'),
        ('parties', '0002_clock_of_a_story'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='pack',
            name='pack_number_once',
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.UniqueConstraint(fields=('forum', 'party', 'number'), name='pack_number_of_party_once'),
        ),
    ]

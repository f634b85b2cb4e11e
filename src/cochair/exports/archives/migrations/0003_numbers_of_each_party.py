"""Answers are numbered for each Party, so that no gap tells the other that there is one."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archives', '0002_answers'),
        ('parties', '0002_clock_of_a_story'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='answer',
            name='answer_number_once',
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('forum', 'party', 'number'), name='answer_number_of_party_once'),
        ),
    ]

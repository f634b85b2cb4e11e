"""A story has a clock of its own, and only where a clock may be set."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='forum',
            name='clock_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='forum',
            constraint=models.CheckConstraint(condition=models.Q(('clock_at', None), ('clock_may_be_set', True), _connector='OR'), name='only_some_clocks_are_set'),
        ),
    ]

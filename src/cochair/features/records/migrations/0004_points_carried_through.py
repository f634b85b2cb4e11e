"""Each point of action knows all meetings that were to deal with it, so that none forgets it (I.2.1.a)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_one_draft_of_both'),
    ]

    operations = [
        migrations.AddField(
            model_name='actionpoint',
            name='carried_through',
            field=models.JSONField(default=list),
        ),
    ]

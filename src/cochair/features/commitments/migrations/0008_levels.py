"""The levels at which a commitment is to be carried out, as the files of a forum read it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0007_stocktaking'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='levels',
            field=models.JSONField(default=list),
        ),
    ]

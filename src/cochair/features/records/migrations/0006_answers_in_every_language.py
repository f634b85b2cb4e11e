"""The reason of an answer may be given in the other languages too."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0005_words_as_drafted'),
    ]

    operations = [
        migrations.AddField(
            model_name='recordanswer',
            name='others',
            field=models.JSONField(default=dict),
        ),
    ]

"""What a paragraph said when it came from the room is kept, so that it can say what is so now (CB-39)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0004_points_carried_through'),
    ]

    operations = [
        migrations.AddField(
            model_name='recordparagraph',
            name='drafted',
            field=models.JSONField(null=True),
        ),
    ]

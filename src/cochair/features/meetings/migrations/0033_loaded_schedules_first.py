"""What has always been known of the day of a meeting comes first on every database."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0032_order_without_meetings'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='schedule',
            options={'ordering': ['meeting_id', models.OrderBy(models.F('at'), nulls_first=True), 'pk']},
        ),
    ]

"""Members, terms and organisations say whether people keep them up to date; an institution may preside."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0002_clock_of_a_story'),
    ]

    operations = [
        migrations.AddField(
            model_name='forum',
            name='looked_up_until',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='member',
            name='entered_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='member',
            name='is_institution',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='organisation',
            name='entered_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='presidencyterm',
            name='entered_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

"""A joint act can lapse, when what it was for is over (domain.md C.4, Departure)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("acts", "0001_first")]

    operations = [
        migrations.AlterField(
            model_name="jointact",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("half_signed", "half_signed"),
                    ("effective", "effective"),
                    ("void", "void"),
                    ("declined", "declined"),
                    ("withdrawn", "withdrawn"),
                    ("lapsed", "lapsed"),
                ],
                default="draft",
                max_length=16,
            ),
        ),
    ]

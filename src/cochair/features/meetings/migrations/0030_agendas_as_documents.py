"""Keep which document of the register says what a published agenda says (domain.md B.10)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0029_meetings_of_closed_cycles")]

    operations = [
        migrations.AddField(
            model_name="agenda",
            name="document",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]

"""When everything but the number of an account was taken away."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("accounts", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="erased_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

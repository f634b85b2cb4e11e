"""The list of those whom a circulation went to, which nothing ever wrote, is given up."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_signatures")]

    operations = [migrations.RemoveField(model_name="circulation", name="recipients")]

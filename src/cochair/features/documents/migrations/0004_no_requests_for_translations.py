"""The table of requests for translations, which nothing ever wrote, is given up."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_publication_title")]

    operations = [migrations.DeleteModel(name="Translation")]

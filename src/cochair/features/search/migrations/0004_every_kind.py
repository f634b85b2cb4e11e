"""Read the journal once more from its beginning: more than documents is found by now.

What is in the index already is found meanwhile.
"""

from django.db import migrations


def begin_again(apps, schema_editor):
    apps.get_model("search", "Cursor").objects.update(seq=0)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_words_later")]

    operations = [migrations.RunPython(begin_again, migrations.RunPython.noop)]

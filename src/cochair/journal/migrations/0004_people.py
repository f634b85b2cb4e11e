"""Beside each ledger, the last of its entries that may have changed a Party, a member or a term.

The column is added by a statement of our own: Django would build the table anew on SQLite, and so
lose the triggers of 0002.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0003_keys_doubts_places'),
    ]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE journal_ledger ADD COLUMN people varchar(64) NOT NULL DEFAULT ''",
            "ALTER TABLE journal_ledger DROP COLUMN people",
            state_operations=[
                migrations.AddField(
                    model_name='ledger',
                    name='people',
                    field=models.CharField(default='', max_length=64),
                ),
            ],
        ),
    ]

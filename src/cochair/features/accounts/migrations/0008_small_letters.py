"""Addresses are kept in small letters: in these they are looked for when somebody signs in."""

from django.db import migrations


def in_small_letters(apps, schema_editor):
    """Write every address so; where another account has it already, both stay as they are."""
    accounts = apps.get_model("accounts", "Account").objects.all()
    for account in accounts:
        small = account.email.lower()
        if small != account.email and not accounts.filter(email=small).exists():
            accounts.filter(pk=account.pk).update(email=small)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_varieties'),
    ]

    operations = [
        migrations.RunPython(in_small_letters, migrations.RunPython.noop),
    ]

"""Prepares the home and the database that the environment names, with so many accounts: a program.

python prepared.py PASSWORD SECRET EMAIL...
"""

import os
import sys

import django

password, secret, *emails = sys.argv[1:]
os.environ["DJANGO_SETTINGS_MODULE"] = "cochair.settings"
django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402
from django.core.management import call_command  # noqa: E402

from cochair.features.accounts.models import Account  # noqa: E402

call_command("migrate", verbosity=0)
for email in emails:
    account = Account(email=email, name=email)
    account.set_password(password)
    account.save()
    Authenticator.objects.create(user=account, type="totp", data={"secret": secret})

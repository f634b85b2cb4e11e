"""What addresses answer in the home that the environment names, at the clock of its story: a program.

    python tests/upgrade/asking.py EXPORT < ADDRESSES

It reads lines of an office (the name in its e-mail address, `-` for the public) and an address, and
writes each with the status before it; then it writes the ledger as the European Union takes it away.
It runs in the version before as in this one, with its sources.
"""

import logging
import os
import sys
from pathlib import Path

import django

STORY = "eu-clasi-story"
os.environ["DJANGO_SETTINGS_MODULE"] = "cochair.settings"
django.setup()
# What is refused on purpose fills the screen.
logging.disable(logging.CRITICAL)

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from cochair.features.accounts.models import Account  # noqa: E402
from cochair.features.parties.models import Forum  # noqa: E402
from cochair.journal import actions as journal  # noqa: E402
from cochair.journal import export  # noqa: E402
from cochair.web.clock import clock  # noqa: E402

PUBLIC = "-"


def browser(office: str) -> Client:
    """The browser of an office, signed in; a page that fails answers 500."""
    client = Client(raise_request_exception=False)
    if office != PUBLIC:
        account = Account.objects.get(email=f"{office}@example.org")
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


settings.ALLOWED_HOSTS = ["*"]
at = Forum.objects.get(slug=STORY).clock_at
assert at is not None
with clock.at(at):
    browsers: dict[str, Client] = {}
    for line in sys.stdin:
        office, path = line.split()
        if office not in browsers:
            browsers[office] = browser(office)
        print(browsers[office].get(path).status_code, office, path)
journal.checkpoint(STORY, at=at)
Path(sys.argv[1]).write_bytes(export.archive(STORY, spaces={"public", "shared", "party:EU"}))

"""Nothing that one test tells reaches the next: tellers are forgotten."""

from collections import defaultdict

import pytest

from cochair.features.accounts.models import Account
from cochair.features.mail import notifications
from cochair.features.parties.models import Forum


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A house in which nobody tells anything yet."""
    monkeypatch.setattr(notifications, "_BY_VERB", defaultdict(list))
    monkeypatch.setattr(notifications, "_REMINDERS", {})


@pytest.fixture
def anna(small_forum: Forum) -> Account:
    """The secretariat of the League, on a clock in Helsinki."""
    import people
    from cochair.features.parties.offices import Role

    account = people.person(small_forum, Role.SECRETARIAT, "LEAGUE", email="anna@example.org")
    account.name, account.zone = "Anna", "Europe/Helsinki"
    account.save()
    return account

"""The forum of the stories, and its first steps, for the browser journeys.

What happens in it is told once, in `cochair.story.eu_clasi`; here is only how a home is made of it.
Its clock is that of the home.  Run as a program it prepares a home with this forum and its people.

    python tests/journeys/story.py HOME [planned [confirmed]]
"""

import os
import secrets
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FORUM = "eu-clasi-story"
MINISTERIAL = f"{FORUM}-min-4"
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
APRIL = datetime(2026, 4, 10, 9, tzinfo=UTC)
PASSWORD = "a-password-of-the-stories"
# Who has an office from the beginning; a journey opens those of others where it needs them.
PEOPLE = ("cy", "ie", "lt", "gr", "bo", "do", "secretariat", "es", "py", "interpol", "comjib")
# The offices of whom a journey needs before the stories open them.
BEFORE = datetime(2026, 3, 1, 12, tzinfo=UTC)


def load() -> Any:
    """The story's forum in the database with its people, loaded on the day before; tests of the
    actions play it once and put it back."""
    from played import played

    return played(loaded)()


def loaded() -> Any:
    """The same, loaded here and now."""
    from dataclasses import replace

    from cochair.story import actions, shelf
    from cochair.story.eu_clasi.cast import CAST

    told = shelf.story_of(FORUM)
    cast = {name: CAST[name] for name in PEOPLE}
    return actions.open_forum(replace(told, cast=cast), password=PASSWORD)


def read_english() -> None:
    """Let everybody read English, for tests of what is written to many."""
    from cochair.features.accounts.models import Account

    Account.objects.update(language="en")


def appoint(forum: Any, offices: Mapping[str, tuple[str, str, str, str]]) -> None:
    """An account for each name, with its role, Party, member and organisation."""
    from cochair.story import actions
    from cochair.story.shelf import Character

    cast = {name: Character(*office) for name, office in offices.items()}
    actions.appoint(forum, cast, at=BEFORE, password=PASSWORD)


def address(name: str) -> str:
    """The address with which somebody of the stories signs in."""
    return f"{name}@example.org"


def stage(forum: Any, at: datetime) -> Any:
    """Where something is done in the stories, at an instant."""
    from cochair.story.events import Stage

    return Stage(forum, at)


def hat(forum: Any, name: str, at: datetime) -> Any:
    """What somebody of the stories is at an instant."""
    return stage(forum, at).hat(name)


def both_sign(forum: Any, act: Any, at: datetime, *names: str) -> Any:
    """Each of these turns its key on exactly what the act binds."""
    return stage(forum, at).sign(act, *names)


def plan(forum: Any, at: datetime = MONDAY) -> Any:
    """The plan of cycle 3, proposed by the secretariat and signed by both."""
    from cochair.features.meetings import actions
    from cochair.story.eu_clasi.us01 import PLAN

    act = actions.propose_plan(
        forum, made_in=2, slots=PLAN, by=hat(forum, "secretariat", at), at=at
    )
    return both_sign(forum, act, at, "cy", "bo")


def confirm(forum: Any, at: datetime = APRIL) -> None:
    """The ministerial meeting on 8 October in Brussels, by both."""
    from cochair.story.eu_clasi import us01

    us01.ministerial_confirmed(stage(forum, at))


def reopen(home: Path) -> None:
    """Let what follows in this process happen in a home; the server that is started there next
    waits for the disk, and here nobody does."""
    os.environ |= {"COCHAIR_HOME": str(home), "COCHAIR_DEMO": "yes", "DATABASE_URL": ""}
    os.environ["DJANGO_SETTINGS_MODULE"] = "cochair.settings"
    import django
    from django.conf import settings

    import tables

    told = settings.DATABASES["default"]
    told["OPTIONS"] = tables.waits_for_no_disk(told["OPTIONS"])
    django.setup()


def prepare(home: Path, *, planned: bool, confirmed: bool = False) -> None:
    """A home with the story's forum and its people; cycle 3 planned and its ministerial meeting
    confirmed where asked for."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "secret_key").write_text(secrets.token_urlsafe(50))
    reopen(home)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    forum = loaded()
    if planned:
        plan(forum)
    if confirmed:
        confirm(forum)


if __name__ == "__main__":
    words = sys.argv[2:]
    prepare(Path(sys.argv[1]), planned="planned" in words, confirmed="confirmed" in words)

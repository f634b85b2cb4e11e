"""The forum of the stories of domain.md C.10: the real one before its third cycle is planned.

The history ends with the second cycle, and the meetings that the stories treat as held are held
(corrections.md section 3).  Run as a program it prepares a home with this forum and its people.

    python tests/journeys/story.py HOME [planned [confirmed]]
"""

import os
import secrets
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

FORUM = "eu-clasi-story"
MINISTERIAL = f"{FORUM}-min-4"
SHIPPED = Path(__file__).resolve().parents[2] / "src" / "cochair" / "forums" / "eu_clasi"
# The history is loaded, and everybody has an office, the day before the first story begins.
BEFORE = datetime(2026, 3, 1, 12, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
APRIL = datetime(2026, 4, 10, 9, tzinfo=UTC)
PASSWORD = "a-password-of-the-stories"
HELD = {
    "eu-clasi-im-1": ("2024-11-14", "2024-11-14"),
    "eu-clasi-som-2": ("2025-11-19", "2025-11-20"),
    "eu-clasi-im-2": ("2026-02-25", "2026-02-25"),
}
PLAN: dict[str, dict[str, object]] = {
    "ministerial": {
        "place": "brussels",
        "precision": "day",
        "start": "2026-10-08",
        "end": "2026-10-08",
    },
    "som": {
        "place": "vilnius",
        "precision": "month",
        "start": "2027-05-01",
        "end": "2027-05-31",
    },
    "im": {
        "place": "athens",
        "precision": "month",
        "start": "2027-11-01",
        "end": "2027-11-30",
    },
}
PEOPLE = {
    "cy": ("co_presidency", "EU", "CY"),
    "ie": ("co_presidency", "EU", "IE"),
    "lt": ("co_presidency", "EU", "LT"),
    "gr": ("co_presidency", "EU", "GR"),
    "bo": ("co_presidency", "CLASI", "BO"),
    "do": ("co_presidency", "CLASI", "DO"),
    "secretariat": ("secretariat", "EU", ""),
    "es": ("delegation_head", "EU", "ES"),
    "py": ("delegation_head", "CLASI", "PY"),
}
# Organisations that ask to observe, each with somebody who speaks for it.
OBSERVERS = {"interpol": "INTERPOL", "comjib": "COMJIB"}


def folder() -> Any:
    """The folder of the story's forum: the shipped one, its history cut."""
    from cochair.parties.folder import Folder

    shipped = Folder.read(SHIPPED)
    texts = {
        **shipped.texts,
        "procedure.yaml": shipped.texts["procedure.yaml"].replace(
            "\n  id: eu-clasi\n", f"\n  id: {FORUM}\n", 1
        ),
        "history.yaml": _changed(shipped.texts["history.yaml"], _before_the_third_cycle),
        "presidencies.yaml": _changed(shipped.texts["presidencies.yaml"], _nobody_designated),
    }
    return Folder(FORUM, texts)


def _changed(text: str, change: Callable[[dict[str, Any]], None]) -> str:
    read = yaml.load(text, Loader=yaml.CSafeLoader)
    change(read)
    return yaml.dump(read, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


def _before_the_third_cycle(history: dict[str, Any]) -> None:
    history["cycles"] = [row for row in history["cycles"] if row["number"] < 3]
    history["meetings"] = [row for row in history["meetings"] if (row.get("cycle") or 0) < 3]
    for row in history["meetings"]:
        if row["id"] in HELD:
            start, end = HELD[row["id"]]
            row.update(status="held", date={"start": start, "end": end, "precision": "day"})


def _nobody_designated(presidencies: dict[str, Any]) -> None:
    """In the stories CLASI has not yet said who follows Bolivia."""
    presidencies["terms"] = [row for row in presidencies["terms"] if row["id"] != "clasi-do"]


def load() -> Any:
    """The story's forum in the database, loaded on the day before."""
    from cochair.compliance import loading
    from cochair.parties.models import Forum

    loading.load(folder(), BEFORE)
    forum = Forum.objects.get(slug=FORUM)
    forum.clock_may_be_set = True
    forum.save(update_fields=["clock_may_be_set"])
    return forum


def open_offices(forum: Any) -> None:
    """An account for everybody in the stories; all with the same password, all of the demo."""
    offices = {name: (*office, "") for name, office in PEOPLE.items()}
    appoint(forum, offices | {name: ("observer", "", "", body) for name, body in OBSERVERS.items()})


def appoint(forum: Any, offices: dict[str, tuple[str, str, str, str]]) -> None:
    """An account for each name, with its role, Party, member and organisation."""
    from django.contrib.auth.hashers import make_password

    from cochair.accounts.models import Account
    from cochair.parties import actions

    hashed = make_password(PASSWORD)
    for name, (role, party, member, organisation) in offices.items():
        account = Account.objects.create(
            email=address(name), name=name, is_demo=True, password=hashed, opened_at=BEFORE
        )
        actions.appoint(
            forum,
            account=account,
            role=role,
            party=party,
            member=member,
            organisation=organisation,
            start=BEFORE,
            end=None,
            by=None,
            at=BEFORE,
        )


def address(name: str) -> str:
    """The address with which somebody of the stories signs in."""
    return f"{name}@example.org"


def hat(forum: Any, name: str, at: datetime) -> Any:
    """What somebody of the stories is at an instant."""
    from cochair.accounts.models import Account
    from cochair.parties import queries

    return queries.hats(forum, Account.objects.get(email=address(name)), at)[0]


def both_sign(forum: Any, act: Any, at: datetime, *names: str) -> Any:
    """Each of these turns its key on exactly what the act binds."""
    from cochair.acts import actions

    for name in names:
        act = actions.turn_key(act, seen=act.digest, by=hat(forum, name, at), at=at)
    return act


def plan(forum: Any, at: datetime = MONDAY) -> Any:
    """The plan of cycle 3, proposed by the secretariat and signed by both."""
    from cochair.meetings import actions

    act = actions.propose_plan(
        forum, made_in=2, slots=PLAN, by=hat(forum, "secretariat", at), at=at
    )
    return both_sign(forum, act, at, "cy", "bo")


def confirm(forum: Any, at: datetime = APRIL) -> Any:
    """The ministerial meeting on 8 October in Brussels, by both."""
    from cochair.meetings import actions
    from cochair.meetings.models import Meeting

    day = date(2026, 10, 8)
    act = actions.propose_schedule(
        Meeting.objects.select_related("forum").get(forum=forum, slug=MINISTERIAL),
        day=actions.Day(day, day, "brussels", "in_person", "10:00", "16:30"),
        reason="",
        by=hat(forum, "secretariat", at),
        at=at,
    )
    return both_sign(forum, act, at, "cy", "bo")


def reopen(home: Path) -> None:
    """Let what follows in this process happen in a home."""
    os.environ |= {"COCHAIR_HOME": str(home), "COCHAIR_DEMO": "yes", "DATABASE_URL": ""}
    os.environ["DJANGO_SETTINGS_MODULE"] = "cochair.settings"
    import django

    django.setup()


def prepare(home: Path, *, planned: bool, confirmed: bool = False) -> None:
    """A home with the story's forum and its people; cycle 3 planned and its ministerial meeting
    confirmed where asked for."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "secret_key").write_text(secrets.token_urlsafe(50))
    reopen(home)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    forum = load()
    open_offices(forum)
    if planned:
        plan(forum)
    if confirmed:
        confirm(forum)


if __name__ == "__main__":
    words = sys.argv[2:]
    prepare(Path(sys.argv[1]), planned="planned" in words, confirmed="confirmed" in words)

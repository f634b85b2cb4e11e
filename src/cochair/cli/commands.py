"""The commands that need the database; each returns an exit status."""

import argparse
import fcntl
import json
import secrets
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.core.management import call_command, execute_from_command_line
from django.db import connection
from django.db.utils import DatabaseError

from cochair.accounts import actions as accounts
from cochair.cli import demonstration, table
from cochair.compliance import loading, queries, source
from cochair.compliance.json import rows
from cochair.parties import actions as parties
from cochair.parties import queries as forums
from cochair.parties.folder import Faults, Folder
from cochair.procedure.calendar import end_of_day
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock

SHIPPED = Path(__file__).resolve().parent.parent / "forums"
COULD_NOT = 2


def init(words: argparse.Namespace) -> int:
    """Key, folders, database, shipped forums; what is there already stays."""
    _home()
    call_command("migrate", verbosity=0)
    for folder in sorted(p for p in SHIPPED.iterdir() if (p / "procedure.yaml").exists()):
        status = _load(folder)
        if status:
            return status
    return 0


def load(words: argparse.Namespace) -> int:
    """Load one forum, or name every fault and change nothing."""
    return _load(Path(words.folder))


def check(words: argparse.Namespace) -> int:
    """The results of a forum; exit status 2 when it could not judge."""
    forum = forums.forum(words.forum)
    if forum is None:
        return _say(f"There is no forum called {words.forum}. Load one: cochair load FOLDER.")
    at = _instant(words.at, forum.zone)
    if at is None:
        return _say(
            f"{words.at} is no day and no instant. Write 2026-11-24 or 2026-11-24T12:00Z,"
            " between 1900 and 2200."
        )
    results = queries.results(forum, at)
    if words.cycle is not None:
        if words.cycle not in queries.cycle_numbers(forum, at):
            return _say(f"No cycle {words.cycle} is known on that day.")
        results = queries.of_cycle(results, words.cycle)
    if words.meeting is not None:
        if words.meeting not in queries.meeting_ids(forum, at):
            return _say(f"No meeting {words.meeting} is known on that day.")
        results = queries.of_meeting(results, words.meeting)
    if words.json:
        json.dump(rows(results), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        table.show(forum, results, at)
    return 0


def attach(words: argparse.Namespace) -> int:
    """Attach the official text; a file that is not it changes nothing."""
    forum = forums.forum(words.forum)
    if forum is None:
        return _say(f"There is no forum called {words.forum}.")
    file = Path(words.file)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        return _say(f"{file.name} could not be read as text: {problem}.")
    try:
        attached = source.attach(forum, text, name=file.name, at=clock.now())
    except Refused as refused:
        return _say(str(refused))
    table.show_alignment(attached)
    return 0


def web(words: argparse.Namespace) -> int:
    """Serve the pages until stopped."""
    if not (settings.COCHAIR_HOME / "secret_key").exists() and not _has_key():
        return _say("This installation is not prepared yet. Run: cochair init")
    return _serve(words.host, words.port)


def demo(words: argparse.Namespace) -> int:
    """Everything from nothing, with the accounts of the demo."""
    print(f"Cochair keeps its data in {settings.COCHAIR_HOME.name}/ ...", flush=True)
    status = init(words)
    if status:
        return status
    demonstration.prepare(at=clock.now())
    if words.no_serve:
        return 0
    demonstration.greet(f"http://{words.host}:{words.port}/")
    return _serve(words.host, words.port)


def account(words: argparse.Namespace) -> int:
    """Open the first account of an office and print the link that sets its password."""
    forum = forums.forum(words.forum)
    if forum is None:
        return _say(f"There is no forum called {words.forum}.")
    now = clock.now()
    try:
        opened = accounts.open_account(words.email, name=words.name, at=now)
        parties.appoint(
            forum,
            account=opened,
            role=words.role,
            party=words.party,
            member=words.member,
            organisation=words.organisation,
            start=now,
            end=None,
            by=None,
            at=now,
        )
    except Refused as refused:
        return _say(str(refused))
    print(accounts.invitation_path(opened))
    return 0


def django(words: argparse.Namespace) -> int:
    """Hand over to Django's own command line."""
    execute_from_command_line(["cochair django", *words.arguments])
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "init": init,
    "load": load,
    "check": check,
    "source": attach,
    "web": web,
    "demo": demo,
    "account": account,
    "django": django,
}


def _home() -> None:
    home = settings.COCHAIR_HOME
    for folder in (home, home / "static", home / "files"):
        folder.mkdir(parents=True, exist_ok=True)
    key = home / "secret_key"
    if not key.exists() and not _has_key():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50))
        settings.SECRET_KEY = key.read_text()


def _has_key() -> bool:
    return bool(settings.SECRET_KEY) and settings.SECRET_KEY != "not-yet-initialised"


def _load(folder: Path) -> int:
    try:
        report = loading.load(Folder.read(folder), at=clock.now())
    except Faults as faults:
        print(f"{folder.name} was not loaded; nothing was changed:", file=sys.stderr)
        for fault in faults.faults:
            print(f"  {fault}", file=sys.stderr)
        return COULD_NOT
    print(report)
    return 0


def _instant(text: str | None, zone: str) -> datetime | None:
    """An instant from the command line; a day alone is the end of that day in the forum's zone."""
    if text is None:
        return clock.now()
    try:
        if len(text) == len("2026-11-24"):
            found = end_of_day(datetime.fromisoformat(text).date(), zone) - timedelta(
                microseconds=1
            )
        else:
            found = datetime.fromisoformat(text)
            found = found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError, Refused):
        return None
    return found.astimezone(UTC) if 1900 <= found.year <= 2200 else None


def _say(problem: str) -> int:
    print(problem, file=sys.stderr)
    return COULD_NOT


def _serve(host: str, port: int) -> int:
    from granian.constants import Interfaces
    from granian.server import Server

    _refuse_careless_sqlite()
    if not _alone():
        return _say(
            "Another web process serves this SQLite database. One is enough; for several,"
            " use PostgreSQL (DATABASE_URL)."
        )
    Server(
        "cochair.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_access=False,
    ).serve()
    return 0


def _alone() -> bool:
    """Whether no other web process serves this SQLite database (corrections.md section 4).

    The lock lies in COCHAIR_HOME and ends with the process, however it ends.
    """
    if connection.vendor != "sqlite":
        return True
    _HELD.append((settings.COCHAIR_HOME / "web.lock").open("w"))
    try:
        fcntl.flock(_HELD[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


_HELD: list[TextIO] = []


def _refuse_careless_sqlite() -> None:
    """SQLite serves only with WAL and full synchronisation (architecture.md section 5)."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        sync = cursor.execute("PRAGMA synchronous").fetchone()[0]
    if (mode, sync) != ("wal", 2):
        raise DatabaseError(
            f"SQLite runs with {mode} and synchronous={sync}; WAL and FULL are needed."
        )
    connection.close()

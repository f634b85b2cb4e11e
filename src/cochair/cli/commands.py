"""The commands that need the database; each returns an exit status."""

import argparse
import json
import secrets
import signal
import sys
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command, execute_from_command_line
from django.db import connection, transaction

from cochair.cli import archive, demonstration, keys, plans, server, stories, table, takeup
from cochair.cli.status import COULD_NOT, NOT_SOUND
from cochair.features.accounts import actions as accounts
from cochair.features.accounts.models import Account
from cochair.features.compliance import loader, places, queries, source
from cochair.features.compliance.json import rows
from cochair.features.files import audit
from cochair.features.mail import worker
from cochair.features.parties import actions as parties
from cochair.features.parties import ledger_watch
from cochair.features.parties import queries as forums
from cochair.features.parties.folder import Faults, Folder
from cochair.features.parties.models import Forum
from cochair.features.personal import retention as rounds
from cochair.features.planner import queries as planner
from cochair.features.search import indexer as indexing
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock


# `cochair retention`: what personal data will be reduced when, and doing it.
def retention(words: argparse.Namespace) -> int:
    """Say what would be reduced, or reduce it; exit status 1 when something could not be."""
    found = forums.forums()
    if words.forum:
        one = forums.forum(words.forum)
        if one is None:
            print(f"There is no forum called {words.forum}.", file=sys.stderr)
            return COULD_NOT
        found = (one,)
    at = clock.now()
    told = [_forum(forum, at, words) for forum in found]
    if not words.forum:
        done = "were taken away" if words.apply else "would be taken away"
        for kind, number in rounds.kept_here(at, apply=words.apply).items():
            print(f"installation: {number} {kind.value} {done}.")
    if not words.apply:
        print("Nothing was changed. To do it: cochair retention --apply")
    return 0 if all(told) else NOT_SOUND


def _forum(forum: Forum, at: datetime, words: argparse.Namespace) -> bool:
    """One forum, line by line: what, how much, since when; whether all that was due is done."""
    due = rounds.due(forum, at)
    if words.apply:
        done = list(rounds.reduce(forum, at))
        for item, number in done:
            print(f"{forum.slug}: {' '.join(item.about)}: {number} {item.kind.value} reduced.")
        return len(done) == len(due)
    today = civil_day(at, forum.zone)
    for item in rounds.all_of(forum, at) if words.all else due:
        when = "due since" if item.day <= today else "due on"
        about = " ".join(item.about)
        print(f"{forum.slug}: {about}: {item.number} {item.kind.value}, {when} {item.day}.")
    if not due:
        print(f"{forum.slug}: nothing is due.")
    return True


SHIPPED = Path(__file__).resolve().parent.parent / "forums"


def init(words: argparse.Namespace) -> int:
    """Key, folders, database, shipped forums; what is there already stays."""
    _home()
    # What cannot be reached is said before anything else.
    connection.ensure_connection()
    _goes_on("Preparing the database ...")
    call_command("migrate", verbosity=0)
    if wrong := keys.why_foreign():
        return _say(wrong)
    folders = sorted(p for p in SHIPPED.iterdir() if (p / "procedure.yaml").exists())
    for number, folder in enumerate(folders, start=1):
        _goes_on(f"Loading forum {number} of {len(folders)}, {folder.name} ...")
        status = _load(folder, keeps_procedures=True)
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
    at = _instant(words.at, forum)
    if at is None:
        return _say(
            f"“{words.at}” is no day and no instant. Write 2026-11-24 or 2026-11-24T12:00Z,"
            " between 1900 and 2200."
        )
    results = known = queries.results(forum, at)
    if words.cycle is not None:
        if words.cycle not in queries.cycle_numbers(forum, at):
            return _say(f"No cycle {words.cycle} is known on that day.")
        results = queries.of_cycle(results, words.cycle)
    if words.meeting is not None:
        slots = {result.target.id for result in known if result.target.kind == "slot"}
        if words.meeting not in queries.meeting_ids(forum, at) | slots:
            return _say(f"No meeting {words.meeting} is known on that day.")
        of_meeting = places.of_meeting(forum, at, results, words.meeting)
        if not of_meeting and places.of_meeting(forum, at, known, words.meeting):
            return _say(f"{words.meeting} is not a meeting of cycle {words.cycle}.")
        results = of_meeting
    if words.json:
        json.dump(rows(results), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        table.show(forum, results, at)
    return 0


def plan(words: argparse.Namespace) -> int:
    """The ten best plans of a cycle with their reasons; exit status 2 when it could not ask."""
    forum = forums.forum(words.forum)
    if forum is None:
        return _say(f"There is no forum called {words.forum}. Load one: cochair load FOLDER.")
    try:
        told = planner.told(forum, words.cycle, forums.instant(forum, clock.now()))
    except Refused as refused:
        return _say(str(refused))
    if told is None:
        return _say(
            f"There is nothing to plan: cycle {words.cycle} neither is known nor follows the last"
            " one, or the forum's file has no section planner."
        )
    plans.print_plans(forum, told)
    return 0


def attach(words: argparse.Namespace) -> int:
    """Attach the official text; a file that is not it changes nothing."""
    forum = forums.forum(words.forum)
    if forum is None:
        return _say(f"There is no forum called {words.forum}.")
    file = Path(words.file)
    try:
        # What never ends, or is a film, is not taken into memory to learn that it is no note.
        with file.open("rb") as opened:
            octets = opened.read(source.LARGEST + 1)
        whole = len(octets) <= source.LARGEST
        text = octets.decode("utf-8-sig", errors="strict" if whole else "replace")
    except OSError as problem:
        return _say(f"{file} could not be read: {problem.strerror}. Nothing was changed.")
    except UnicodeDecodeError:
        return _say(f"{file} is no plain text in UTF-8. Nothing was changed.")
    try:
        attached = source.attach(forum, text, name=file.name, at=clock.now())
    except Refused as refused:
        return _say(str(refused))
    table.show_alignment(attached)
    return 0


def files(words: argparse.Namespace) -> int:
    """Compare the files that are kept with the register; exit status 1 when they differ."""
    report = audit.audit()
    for said, names in (
        ("is missing", report.missing),
        ("is not what was stored", report.damaged),
        ("belongs to no file of the register", report.orphans),
    ):
        for name in names:
            print(f"{name} {said}.")
    print(f"{report.files} files in the register, {report.octets} octets.")
    return 0 if report.is_sound else NOT_SOUND


def web(words: argparse.Namespace) -> int:
    """Serve the pages until stopped."""
    if not _has_key():
        return _say("This installation is not prepared yet. Run: cochair init")
    return server.serve(words.host, words.port, processes=words.processes)


def work(words: argparse.Namespace) -> int:
    """Tell what is to be told until stopped, or once."""
    if not _has_key():
        return _say("This installation is not prepared yet. Run: cochair init")
    if wrong := keys.why_foreign():
        return _say(wrong)
    ledger_watch.begin(clock.now)
    if not words.once:
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_received: stop.set())
        worker.run(stop)
        return 0
    turn = worker.tick(clock.now(), clock.now)
    print(
        f"{turn.read} entries read, {turn.digests} digests made,"
        f" {turn.sent} messages sent, {turn.not_sent} not sent."
    )
    return 0


def demo(words: argparse.Namespace) -> int:
    """Everything from nothing, with the accounts of the demo."""
    problem = demonstration.why_not_here()
    if not (problem or words.no_serve):
        problem = server.why_not_here(words.host, words.port)
    if problem:
        return _say(problem)
    print(f"Cochair keeps its data in {settings.COCHAIR_HOME.name}/ ...", flush=True)
    status = init(words)
    if status:
        return status
    _goes_on("Opening the accounts of the demonstration ...")
    demonstration.prepare(at=clock.now())
    with_story = words.story or not (words.no_serve or words.no_story)
    if with_story:
        status = stories.prepare(demonstration.password(), to_the_end=words.no_serve)
        if status:
            return status
    if words.no_serve:
        return 0
    address = f"http://{words.host}:{words.port}/"
    with stories.played_beside() as begin:

        def ready() -> None:
            demonstration.greet(address)
            if with_story and not words.story:
                begin()

        return server.serve(words.host, words.port, ready)


def story(words: argparse.Namespace) -> int:
    """Play the story of a forum up to an instant, or to its end."""
    forum = forums.forum(words.forum)
    if forum is None:
        return _say(
            f"There is no forum called {words.forum}. Load its story: cochair demo --story --no-serve"
        )
    until = _instant(words.to, forum) if words.to else None
    if words.to and until is None:
        return _say(
            f"“{words.to}” is no day and no instant. Write 2026-11-24 or 2026-11-24T12:00Z."
        )
    return stories.play(forum, until)


def search(words: argparse.Namespace) -> int:
    """Make the index of a forum anew."""
    forum = forums.forum(words.forum)
    if forum is None:
        return _say(f"There is no forum called {words.forum}.")
    print(f"{indexing.rebuild(forum, clock.now())} passages can be found.")
    return 0


def account(words: argparse.Namespace) -> int:
    """Open the first account of an office and print the link that sets its password."""
    forum = forums.forum(words.forum)
    if forum is None:
        return _say(f"There is no forum called {words.forum}.")
    longest = Account._meta.get_field("name").max_length
    if longest and len(words.name) > longest:
        return _say(f"The name is longer than {longest} characters.")
    now = clock.now()
    try:
        with transaction.atomic():
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
    "archive": archive.archive,
    "plan": plan,
    "source": attach,
    "search": search,
    "files": files,
    "keys": keys.command,
    "retention": retention,
    "web": web,
    "worker": work,
    "demo": demo,
    "story": story,
    "account": account,
    "django": django,
}


def _home() -> None:
    home = settings.COCHAIR_HOME
    for folder in (home, home / "static", home / "files"):
        folder.mkdir(parents=True, exist_ok=True)
    if not _has_key():
        # Whole or not at all: an empty key would lock the installation.
        fresh = home / "secret_key.new"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        settings.SECRET_KEY = fresh.read_text()
        fresh.replace(home / "secret_key")


def _has_key() -> bool:
    return bool(settings.SECRET_KEY) and settings.SECRET_KEY != "not-yet-initialised"


def _load(folder: Path, *, keeps_procedures: bool = False) -> int:
    try:
        read = Folder.read(folder)
        report = loader.load(read, at=clock.now(), keeps_procedures=keeps_procedures)
    except Faults as faults:
        print(f"{folder.resolve().name} was not loaded; nothing was changed:", file=sys.stderr)
        for fault in faults.faults:
            print(f"  {fault}", file=sys.stderr)
        return COULD_NOT
    print(report)
    return takeup.load(folder, report.forum, clock.now())


def _instant(text: str | None, forum: forums.Forum) -> datetime | None:
    """An instant from the command line; a day alone is the end of that day in the forum's zone."""
    if text is None:
        return forums.instant(forum, clock.now())
    try:
        found = _end_of_day(text, forum.zone) or datetime.fromisoformat(text)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        found = found.astimezone(UTC)
    except (ValueError, OverflowError, Refused):
        return None
    return found if 1900 <= found.year <= 2200 else None


def _end_of_day(text: str, zone: str) -> datetime | None:
    """The last instant of a civil day; None for what is not a day alone."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return end_of_day(day, zone) - timedelta(microseconds=1)


def _goes_on(doing: str) -> None:
    """Say what is done now, before it takes its time: on a busy machine that is minutes."""
    print(doing, flush=True)


def _say(problem: str) -> int:
    print(problem, file=sys.stderr)
    return COULD_NOT

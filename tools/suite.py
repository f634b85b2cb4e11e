"""The whole suite: on SQLite with a browser, then on PostgreSQL where one answers.

`make test` calls it.  COCHAIR_TEST_POSTGRES names a server (default: the local one);
COCHAIR_CHROMIUM names a browser.  `--everything` asks PostgreSQL also what Python decides.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CORE_COVERAGE = 98
# What covers the core.
COUNTED = (
    "tests/procedure",
    "tests/compliance",
    "tests/meetings/test_plan.py",
    "tests/meetings/test_planner.py",
)

# What a database decides: many at once, a process that is killed, constraints, the ledger, the search,
# any course of events, and each story through its actions.  The rest is Python on rows that any
# database gives back alike; `--everything` asks PostgreSQL that as well.
DECIDED_BY_A_DATABASE = (
    "tests/acts/test_*.py",
    "tests/invariants/test_slots.py",
    "tests/invariants/test_two_keys.py",
    "tests/journal/test_*.py",
    "tests/parties/test_*.py",
    "tests/search/test_*.py",
    "tests/*/test_*at_once.py",
    "tests/*/test_*any_course.py",
    "tests/*/test_*any_order.py",
    "tests/*/test_*races.py",
    "tests/*/test_*kills.py",
    "tests/*/test_us*_actions.py",
    "tests/commitments/test_stocktaking_story.py",
    "tests/compliance/test_closing.py",
    "tests/decisions/test_no_override.py",
    "tests/decisions/test_programmes.py",
    "tests/decisions/test_restored.py",
    "tests/documents/test_register.py",
    "tests/handovers/test_handover.py",
    "tests/mail/test_witnesses.py",
    "tests/meetings/test_meetings_without_slots.py",
    "tests/meetings/test_opening_and_closing.py",
    "tests/records/test_hostile_record.py",
    "tests/records/test_points.py",
)


def main() -> int:
    """Run everything; 0 when all of it passed."""
    started = time.monotonic()
    # The tests start some hundred processes: each would read and compile all sources again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    browser, why = find_browser()
    if not browser and (os.environ.get("CI") or os.environ.get("COCHAIR_CHROMIUM")):
        print(f"No browser: {why}. CI needs one, and so does whoever names one.")
        return 1
    print(f"Browser: {browser}" if browser else f"Without the browser part: {why}.", flush=True)
    everything = "--everything" in sys.argv[1:]
    status = on_sqlite(browser) or on_postgresql(everything=everything)
    print(f"{'Passed' if not status else 'FAILED'} in {time.monotonic() - started:.0f} s.")
    return status


def find_browser() -> tuple[str, str]:
    """A Chromium that runs, or why there is none: the one named, one on the path, or Debian's."""
    named = os.environ.get("COCHAIR_CHROMIUM")
    if named:
        return (named, "") if runs(named) else ("", f"COCHAIR_CHROMIUM names {named}, that fails")
    found = next(filter(runs, filter(None, map(shutil.which, BROWSERS))), "")
    if found:
        return found, ""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return "", "no Chromium was found, and only root on Debian can fetch one"
    print("Fetching Debian's Chromium (once) ...", flush=True)
    for words in (("update",), ("install", "-y", "--no-install-recommends", "chromium")):
        done = subprocess.run(
            ["apt-get", *words],
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
    fetched = shutil.which("chromium") or ""
    if fetched and runs(fetched):
        return fetched, ""
    said = (done.stderr or done.stdout).strip().splitlines() or ["it does not start"]
    return "", f"no Chromium was found, and fetching Debian's failed ({said[-1]})"


def runs(browser: str) -> bool:
    """Whether a browser starts at all: some systems ship an empty promise of one."""
    try:
        done = subprocess.run([browser, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def on_sqlite(browser: str) -> int:
    """Everything on SQLite; the branch coverage of the core has a floor."""
    print("SQLite:", flush=True)
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "COCHAIR_HOME": home, "DATABASE_URL": ""}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        # Beside the home, so that two runs at once do not count into each other.
        environment["COVERAGE_FILE"] = str(Path(home, "coverage"))
        if browser:
            environment["COCHAIR_CHROMIUM"] = browser
        marks = "not soak and not pictures" if browser else "not soak and not browser"
        rest = ("--ignore=" + path for path in COUNTED)
        return pytest("-m", marks, *rest, environment=environment) or core(environment)


def core(environment: dict[str, str]) -> int:
    """The tests of the core, and whether they cover it.  Only here is counted, because counting
    makes any test half as slow again."""
    print("The core, counted:", flush=True)
    counting = ("--cov=cochair.procedure", "--cov-report=")
    status = pytest("-m", "not soak", *counting, *COUNTED, environment=environment)
    report = ["report", "--include=*/cochair/procedure/*", f"--fail-under={CORE_COVERAGE}"]
    command = [sys.executable, "-m", "coverage", *report, "--skip-covered", "--precision=1"]
    return status or subprocess.run(command, cwd=PROJECT, env=environment, check=False).returncode


def on_postgresql(*, everything: bool) -> int:
    """All that a database decides on PostgreSQL, where one answers."""
    url = os.environ.get("COCHAIR_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/cochair")
    problem = unreachable(url)
    if problem:
        print(f"Without PostgreSQL: none answers ({problem}).")
        return 0
    print("PostgreSQL:", flush=True)
    # A name of its own for each run: two runs at once do not empty each other's database.
    name = f"cochair_{os.getpid()}_{secrets.token_hex(3)}"
    url = at_database(url, name)
    with tempfile.TemporaryDirectory() as home, tables_made(url, name, home):
        environment = {**os.environ, "COCHAIR_HOME": home, "DATABASE_URL": url}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        # To make the tables takes longer than to copy them: each worker begins with a copy.
        environment["COCHAIR_TEST_TEMPLATE"] = name
        return pytest(
            "-m",
            "not soak and not browser",
            "--create-db",
            "--only-database",
            *([] if everything else decided_by_a_database()),
            environment=environment,
        )


@contextmanager
def tables_made(url: str, name: str, home: str) -> Iterator[None]:
    """A database with the tables and nothing in them, for as long as this lasts."""
    import psycopg

    with psycopg.connect(at_database(url, "postgres"), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            environment = {**os.environ, "COCHAIR_HOME": home, "DATABASE_URL": url}
            environment["DJANGO_SETTINGS_MODULE"] = "cochair.settings"
            command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
            subprocess.run(command, cwd=PROJECT, env=environment, check=True)
            yield
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def decided_by_a_database() -> list[str]:
    """The files that PostgreSQL is asked, but for what pages show."""
    found = {file for pattern in DECIDED_BY_A_DATABASE for file in PROJECT.glob(pattern)}
    return sorted(str(file) for file in found if not file.stem.endswith("_pages"))


def at_database(url: str, name: str) -> str:
    """The same server, and the database of another name."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/{name}"


def unreachable(url: str) -> str:
    """Why no server answers at a URL; empty when one does."""
    import psycopg

    try:
        psycopg.connect(at_database(url, "postgres"), connect_timeout=3).close()
    except psycopg.Error as problem:
        return str(problem).splitlines()[0]
    return ""


def pytest(*words: str, environment: dict[str, str]) -> int:
    """Run pytest on every core of the machine, its files in their order: the last journeys go on in
    one house, from one story to the next."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-n",
            "auto",
            "--dist",
            "loadfile",
            "--no-loadscope-reorder",
            "--durations=20",
            *words,
        ],
        cwd=PROJECT,
        env=environment,
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())

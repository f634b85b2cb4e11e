"""The whole suite: on SQLite with a browser, then on PostgreSQL where one answers.

`make test` calls it.  COCHAIR_TEST_POSTGRES names a server (default: the local one);
COCHAIR_CHROMIUM names a browser.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CORE_COVERAGE = 98


def main() -> int:
    """Run everything; 0 when all of it passed."""
    started = time.monotonic()
    browser = find_browser()
    if browser is None and os.environ.get("CI"):
        print("No Chromium was found and none could be installed: CI needs one.")
        return 1
    if browser is None:
        print("Without the browser part: no Chromium was found, and none could be installed here.")
    status = on_sqlite(browser) or on_postgresql()
    print(f"{'Passed' if not status else 'FAILED'} in {time.monotonic() - started:.0f} s.")
    return status


def find_browser() -> str | None:
    """A Chromium: the one named, one on the path, or Debian's, installed when we are root."""
    named = os.environ.get("COCHAIR_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    print("Fetching Debian's Chromium (once) ...", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], check=False, env=environment, **quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
        check=False,
        env=environment,
        **quiet,
    )
    return shutil.which("chromium")


def on_sqlite(browser: str | None) -> int:
    """Everything on SQLite; the core's branch coverage has a floor."""
    print("SQLite:", flush=True)
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "COCHAIR_HOME": home, "DATABASE_URL": ""}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        if browser:
            environment["COCHAIR_CHROMIUM"] = browser
        marks = "not soak" if browser else "not soak and not browser"
        status = pytest("-m", marks, "--cov", "--cov-report=", environment=environment)
    return status or core_coverage()


def core_coverage() -> int:
    """The core is covered, branches included."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "coverage",
            "report",
            "--include=*/cochair/procedure/*",
            f"--fail-under={CORE_COVERAGE}",
            "--skip-covered",
            "--precision=1",
        ],
        cwd=PROJECT,
        check=False,
    ).returncode


def on_postgresql() -> int:
    """All but the browser on PostgreSQL, where one answers."""
    url = os.environ.get("COCHAIR_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/cochair")
    problem = unreachable(url)
    if problem:
        print(f"Without PostgreSQL: none answers ({problem}).")
        return 0
    print("PostgreSQL:", flush=True)
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "COCHAIR_HOME": home, "DATABASE_URL": url}
        return pytest(
            "-m",
            "not soak and not browser",
            "--create-db",
            "--ignore=tests/house",
            "--ignore=tests/procedure",
            environment=environment,
        )


def unreachable(url: str) -> str:
    """Why no server answers at a URL; empty when one does."""
    import psycopg

    server = url.rsplit("/", 1)[0] + "/postgres"
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.OperationalError as problem:
        return str(problem).splitlines()[0]
    return ""


def pytest(*words: str, environment: dict[str, str]) -> int:
    """Run pytest on every core of the machine."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadfile", *words],
        cwd=PROJECT,
        env=environment,
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())

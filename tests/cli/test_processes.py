"""What only processes of their own can show: pipes, ports, locks, terminals, a missing database."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile, copytree
from urllib.request import urlopen

import pytest

import tables
from cli.shell import Say, type_in
from cochair import __version__
from cochair.cli.server import why_not_here
from cochair.features.decisions import heartbeat
from ports import free_port
from served import COCHAIR, PROJECT, Running, around, running, serving

PATIENCE = 60
# Whether garbage is collected; how much is set aside for good, and how much is not.
STATE = "gc.isenabled(), gc.get_freeze_count(), len(gc.get_objects())"


class TestWithoutInit:
    """Before `cochair init` every command says so, and makes nothing."""

    @pytest.mark.parametrize(
        "words",
        [
            ("check", "eu-clasi"),
            ("check", "eu-clasi", "--json"),
            ("load", "src/cochair/forums/eu_clasi"),
            ("source", "attach", "eu-clasi", "README.md"),
            ("account", "eu-clasi", "anna@example.org", "secretariat", "--party", "EU"),
        ],
    )
    def test_one_message_names_the_command_that_prepares(
        self, tmp_path: Path, words: tuple[str, ...]
    ) -> None:
        words = tuple(str(PROJECT / one) if "/" in one or "." in one[1:] else one for one in words)
        refused = type_in(tmp_path / "var", *words).refused
        assert refused.endswith("Prepare it with: cochair init") and "\n" not in refused
        assert not (tmp_path / "var").exists()

    def test_no_pages_are_served(self, tmp_path: Path) -> None:
        refused = type_in(tmp_path / "var", "web", "--port", str(free_port())).refused
        assert refused == "This installation is not prepared yet. Run: cochair init"

    def test_no_pages_are_served_from_a_database_without_tables(self, tmp_path: Path) -> None:
        refused = type_in(
            tmp_path, "web", "--port", str(free_port()), COCHAIR_SECRET_KEY="k" * 50
        ).refused
        assert refused == "The database is not prepared for this version. Run: cochair init"

    def test_a_file_that_is_no_database_is_named_as_the_reason(self, tmp_path: Path) -> None:
        (tmp_path / "cochair.sqlite3").write_text("These are the minutes of a meeting.\n" * 90)
        assert "file is not a database" in type_in(tmp_path, "check", "eu-clasi").refused


class TestStarting:
    """What a process reads at its start is never looked through for garbage, not even at its end."""

    def test_what_a_command_has_read_is_set_aside_and_garbage_is_collected_from_then_on(
        self, tmp_path: Path
    ) -> None:
        said = f"import gc, atexit; atexit.register(lambda: print({STATE})); {COCHAIR[1]}"
        env = around(tmp_path / "var")
        words = [sys.executable, "-c", said, "check", "eu-clasi"]
        done = subprocess.run(words, cwd=PROJECT, env=env, capture_output=True, text=True)

        collected, aside, beside = done.stdout.split()
        assert (done.returncode, collected) == (2, "True"), done.stderr
        assert int(aside) > 10 * int(beside)


class TestReaders:
    """Whoever reads the answers reads as much as they like, in whatever letters they have."""

    @pytest.mark.parametrize("form", ["", " --json"])
    def test_a_reader_who_has_seen_enough_ends_the_command_in_silence(
        self, demo_home: Path, form: str
    ) -> None:
        command = f"set -o pipefail; \"$PYTHON\" -c '{COCHAIR[1]}' check eu-clasi{form} | head -1"
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=PROJECT,
            env=around(demo_home, PYTHON=sys.executable),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("\n") == 1

    def test_a_terminal_without_our_signs_still_reads_the_words(self, demo_home: Path) -> None:
        said = type_in(demo_home, "check", "eu-clasi", PYTHONIOENCODING="ascii", LC_ALL="C")
        assert (said.status, said.err) == (0, "")
        assert "? met" in said.out

    def test_the_help_names_every_command(self, say: Say) -> None:
        said = say("--help")
        assert (said.status, said.err) == (0, "")
        for command in [
            "init",
            "load",
            "check",
            "source",
            "verify",
            "web",
            "worker",
            "demo",
            "account",
            "django",
        ]:
            assert f"\n    {command} " in said.out
            assert say(command, "--help").out.startswith(f"usage: cochair {command}")
        assert say("--version").out == f"cochair {__version__}\n"

    @pytest.mark.parametrize(
        "words",
        [
            (),
            ("sing",),
            ("check",),
            ("check", "eu-clasi", "--cycle", "two"),
            ("web", "--port", "0"),
            ("web", "--port", "70000"),
            ("web", "--port", "http"),
        ],
    )
    def test_what_is_no_command_is_answered_with_how_to_write_it(
        self, say: Say, words: tuple[str, ...]
    ) -> None:
        refused = say(*words).refused
        assert refused.startswith("usage: cochair") and "error:" in refused


class TestDemo:
    """Everything from nothing, twice."""

    def test_the_second_demo_finds_its_accounts_and_its_password_as_they_are(
        self, demo_home: Path
    ) -> None:
        before = accounts(demo_home)
        password = (demo_home / "demo-password").read_text()

        again = type_in(demo_home, "demo", "--no-serve")

        assert (again.status, again.err) == (0, "")
        assert "; nothing changed\n" in again.out
        assert accounts(demo_home) == before and len(before[0]) == 14
        assert (demo_home / "demo-password").read_text() == password
        assert (demo_home / "demo-password").stat().st_mode & 0o077 == 0


class TestDemoWithStory:
    """The demonstration that is served plays a cycle meanwhile, in a process that ends with it."""

    def test_a_story_is_played_while_its_pages_answer_and_no_longer(
        self, demo_home: Path, tmp_path: Path
    ) -> None:
        home = Path(copytree(demo_home, tmp_path / "home"))
        with serving(around(home), command="demo") as found:
            until = time.monotonic() + PATIENCE
            while not (played := course(home))[0]:
                assert time.monotonic() < until, found.log.read_text()
                time.sleep(0.5)
            with urlopen(f"{found.address}/en/eu-clasi-story/") as page:
                assert "Being played." in page.read().decode()
            assert "events are being played, up to" in found.log.read_text()
        assert found.process.returncode == 0
        played = course(home)
        time.sleep(2)
        assert course(home) == played and played[1]

    def test_it_stays_at_its_beginning_where_somebody_steps_through_it(
        self, demo_home: Path, tmp_path: Path
    ) -> None:
        home = Path(copytree(demo_home, tmp_path / "home"))
        with serving(around(home), "--story", command="demo") as found:
            with urlopen(f"{found.address}/en/eu-clasi-story/") as page:
                assert "Being played." not in page.read().decode()
            assert "events are being played" not in found.log.read_text()
        assert course(home) == ("", None)


def course(home: Path) -> tuple[str, str | None]:
    """The last event of the story that was played, and up to when it is being played."""
    with closing(sqlite3.connect(home / tables.DATABASE)) as connection:
        found = connection.execute("SELECT played, plays_until FROM story_course").fetchone()
    return found or ("", None)


class TestNoDemo:
    """No demonstration is made of an installation in which people work."""

    def test_an_installation_with_accounts_of_people_is_left_as_it_is(self, tmp_path: Path) -> None:
        home = tmp_path / "var"
        home.mkdir()
        copyfile(tables.empty(), home / tables.DATABASE)
        assert type_in(home, "init").status == 0
        words = ("account", "eu-clasi", "ana@example.org", "secretariat", "--party", "EU")
        assert type_in(home, *words).status == 0
        before = accounts(home)

        for more in ((), ("--story",)):
            refused = type_in(home, "demo", "--no-serve", *more).refused

            assert "People have accounts in this installation" in refused
        assert accounts(home) == before and not (home / "demo-password").exists()


@pytest.fixture(scope="module")
def demo(demo_home: Path) -> Iterator[Running]:
    """The demo, served."""
    with serving(around(demo_home), "--no-story", command="demo") as found:
        yield found


class TestKilled:
    """A server of which the first process is killed alone leaves nothing behind (P1, O2)."""

    def test_those_that_answer_end_as_well_and_another_takes_their_place(
        self, tmp_path: Path
    ) -> None:
        copyfile(tables.empty(), tmp_path / tables.DATABASE)
        env = around(tmp_path, COCHAIR_SECRET_KEY="k" * 50)
        with serving(env) as found:
            found.process.kill()
            found.process.wait()
            words = ("web", "--port", str(found.port))
            until = time.monotonic() + PATIENCE
            while problem := why_not_here("127.0.0.1", found.port):
                assert time.monotonic() < until, problem
                time.sleep(0.5)
            with running(words, env, port=found.port) as next_one:
                assert next_one.comes_up(), next_one.log.read_text()


class TestServing:
    """One web process on one port, on one SQLite database."""

    def test_a_second_process_on_the_same_database_is_refused(
        self, demo_home: Path, demo: Running
    ) -> None:
        refused = type_in(demo_home, "web", "--port", str(free_port())).refused
        assert refused == (
            "Another web process serves this SQLite database. One is enough; for several,"
            " use PostgreSQL (DATABASE_URL)."
        )
        assert demo.is_alive()

    def test_a_port_that_is_taken_is_not_shared_and_nothing_is_prepared_first(
        self, tmp_path: Path, demo: Running
    ) -> None:
        refused = type_in(tmp_path / "var", "demo", "--port", str(demo.port)).refused
        assert refused == (
            f"Nothing can listen at 127.0.0.1:{demo.port}: Address already in use."
            " Choose another with --host and --port."
        )
        assert not (tmp_path / "var").exists()

    @pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1", "a..b"])
    def test_an_address_that_is_not_ours_is_refused(self, tmp_path: Path, host: str) -> None:
        refused = type_in(tmp_path / "var", "demo", "--host", host).refused
        assert refused.startswith(f"Nothing can listen at {host}:8000: ")

    def test_the_pulse_hears_the_pages_that_know_no_such_host_and_writes_no_line(
        self, tmp_path: Path
    ) -> None:
        copyfile(tables.empty(), tmp_path / tables.DATABASE)
        env = around(tmp_path, COCHAIR_SECRET_KEY="k" * 50, COCHAIR_HOSTS="another.example")
        with serving(env) as found:
            before = found.log.read_text()

            assert heartbeat.answers("127.0.0.1", found.port)

            assert found.log.read_text() == before
        assert not heartbeat.answers("127.0.0.1", found.port)

    def test_commands_answer_while_the_pages_are_served(
        self, demo_home: Path, demo: Running
    ) -> None:
        said = type_in(demo_home, "check", "eu-clasi", "--meeting", "eu-clasi-min-3")
        assert (said.status, said.err) == (0, "")
        assert demo.is_alive()


def accounts(home: Path) -> tuple[list[tuple], list[tuple]]:
    """Accounts and offices of an installation, as its database keeps them."""
    connection = sqlite3.connect(home / "cochair.sqlite3")
    try:
        return (
            connection.execute("SELECT id, email, password FROM accounts_account").fetchall(),
            connection.execute("SELECT * FROM parties_office").fetchall(),
        )
    finally:
        connection.close()

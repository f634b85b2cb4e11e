"""`cochair init` and `cochair load`: everything, or nothing and every reason why not."""

import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test.client import Client

from cli.shell import Say, type_in
from cochair.features.parties.models import Forum
from world import SMALL, changed, every_row, line_of, small_folder

MEMBERS, TERMS, HISTORY, PROCEDURE = (
    "members.yaml",
    "presidencies.yaml",
    "history.yaml",
    "procedure.yaml",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small forum's folder, to be spoilt."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where nothing is yet, not even the folder above."""
    return tmp_path_factory.mktemp("init") / "deep" / "var"


class TestInit:
    """An installation is prepared once; again, it stays what it is."""

    def test_the_first_time_makes_the_key_the_database_and_the_shipped_forum(
        self, home: Path
    ) -> None:
        said = type_in(home, "init")

        assert (said.status, said.err) == (0, "")
        told = [line for line in said.out.splitlines() if line.endswith(" ...")]
        assert told[0] == "Preparing the database ..."
        assert "Loading forum 2 of 3, eu_clasi ..." in told
        assert "eu-clasi: 98 clauses, " in said.out and said.out.endswith(" loaded\n")
        key = home / "secret_key"
        assert len(key.read_text()) >= 50
        assert stat.S_IMODE(key.stat().st_mode) == 0o600

    def test_the_second_time_changes_nothing_and_keeps_the_key(self, home: Path) -> None:
        type_in(home, "init")
        key = (home / "secret_key").read_text()
        said = type_in(home, "init")

        assert (said.status, said.err) == (0, "")
        assert said.out.endswith("; nothing changed\n")
        assert (home / "secret_key").read_text() == key
        assert not (home / "secret_key.new").exists()

    def test_where_nothing_can_be_kept_is_said(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("no folder")
        said = type_in(tmp_path / "file" / "var", "init")
        assert said.refused == f"{tmp_path}/file/var: Not a directory."

    @pytest.mark.parametrize(
        ("name", "value", "message"),
        [
            ("DATABASE_URL", "nonsense", "DATABASE_URL begins with ''. Write postgresql://"),
            ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/x", "The database could not be used"),
            ("DATABASE_URL", "postgresql://a@b:c/x", "DATABASE_URL has no port that exists"),
            ("COCHAIR_DEMO", "maybe", "COCHAIR_DEMO is 'maybe'. Write yes or no."),
        ],
    )
    def test_a_setting_that_makes_no_sense_is_named(
        self, tmp_path: Path, name: str, value: str, message: str
    ) -> None:
        assert message in type_in(tmp_path / "var", "init", **{name: value}).refused

    def test_whoever_reaches_no_server_is_told_of_the_address_and_not_to_prepare_it(
        self, tmp_path: Path
    ) -> None:
        away = "postgresql://nobody@127.0.0.1:1/x"
        refused = type_in(tmp_path / "var", "init", DATABASE_URL=away).refused

        assert refused.endswith(" See DATABASE_URL.") and "cochair init" not in refused


@pytest.mark.django_db
class TestLoad:
    """A forum is loaded whole; what is wrong is told with file and line."""

    def test_a_good_folder_is_loaded_and_the_second_time_changes_nothing(
        self, say: Say, folder: Path
    ) -> None:
        first = say("load", folder)
        rows = every_row()
        again = say("load", folder)

        assert (first.status, again.status) == (0, 0)
        assert first.out.startswith("league-concert: ") and first.out.endswith(" loaded\n")
        assert again.out.endswith("; nothing changed\n")
        assert every_row() == rows

    def test_a_changed_folder_says_what_it_changed(self, say: Say, folder: Path) -> None:
        say("load", folder)
        write(folder, MEMBERS, lambda text: text.replace("en: Brumia, ", "en: Brumaria, "))
        assert "  changed members: XB" in say("load", folder).out

    @pytest.mark.parametrize(
        ("file", "old", "new", "passage", "words"),
        [
            (
                PROCEDURE,
                "fn: cycle_shape",
                "fn: cycle_shap",
                "    fn: cycle_shap\n",
                "possible values: ",
            ),
            (MEMBERS, "party: CONCERT", "party: CHOIR", "party: CHOIR", "CHOIR"),
            (MEMBERS, "2014-07-01", "2014-07-32", "member_from: {date: '2014", "is not a date"),
            (MEMBERS, "2014-07-01", "1814-07-01", "member_from: {date: '1814", "1900"),
            (
                TERMS,
                "'2030-07-01T00:00 Europe/Helsinki', to",
                "'2030-06-30T00:00 Europe/Helsinki', to",
                "  - {id: league-2030-2",
                "overlap",
            ),
            (TERMS, "status: in_office", "status: elected", "  - {id: league-2031-1", "elected"),
            (HISTORY, "cycle: 1", "cycle: 7", "cycle: 7", "no cycle 7"),
        ],
    )
    def test_a_fault_is_told_with_its_file_and_line_and_nothing_is_changed(
        self, say: Say, folder: Path, file: str, old: str, new: str, passage: str, words: str
    ) -> None:
        spoilt = changed(small_folder(), file, old, new)
        line = line_of(spoilt, file, passage)
        (folder / file).write_text(spoilt.texts[file], encoding="utf-8")
        before = every_row()

        refused = say("load", folder).refused

        heading, *faults = refused.splitlines()
        assert heading == "small was not loaded; nothing was changed:"
        assert any(f.startswith(f"  {file}:{line}: ") and words in f for f in faults), faults
        assert every_row() == before

    def test_a_fault_in_a_loaded_forum_leaves_it_as_it_was(self, say: Say, folder: Path) -> None:
        say("load", folder)
        before = every_row()
        write(folder, MEMBERS, lambda text: text.replace("party: CONCERT", "party: CHOIR", 1))

        assert "members.yaml:" in say("load", folder).refused
        assert every_row() == before

    def test_every_fault_of_every_file_is_told_at_once(self, say: Say, folder: Path) -> None:
        write(folder, MEMBERS, lambda text: text.replace("party: CONCERT", "party: CHOIR", 1))
        write(folder, HISTORY, lambda text: text.replace("cycle: 1", "cycle: 7", 1))
        refused = say("load", folder).refused
        assert "  members.yaml:" in refused and "  history.yaml:" in refused

    def test_what_is_no_yaml_no_text_or_too_large_is_refused(self, say: Say, folder: Path) -> None:
        (folder / MEMBERS).write_text("a: [1, 2\nb: }", encoding="utf-8")
        assert "  members.yaml:2: " in say("load", folder).refused
        (folder / MEMBERS).write_bytes(b"\xff\xfe\x00")
        assert "  members.yaml:1: " in say("load", folder).refused
        with (folder / MEMBERS).open("wb") as opened:
            opened.truncate(64_000_000)
        assert "megabytes" in say("load", folder).refused
        assert not Forum.objects.filter(slug="league-concert").exists()

    def test_a_folder_that_is_missing_empty_or_a_file_is_refused(
        self, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert "nowhere:1: There is no such folder." in say("load", tmp_path / "nowhere").refused
        (tmp_path / "file").write_text("")
        assert "file:1: There is no such folder." in say("load", tmp_path / "file").refused
        monkeypatch.chdir(tmp_path)
        refused = say("load", ".").refused
        assert refused.startswith(f"{tmp_path.name} was not loaded; nothing was changed:")
        assert "procedure.yaml:1: This file is missing" in refused

    def test_the_loaded_forum_is_on_the_pages(self, say: Say, folder: Path) -> None:
        say("load", folder)
        page = Client().get("/en/league-concert/", follow=True)
        assert page.status_code == 200
        assert "League" in page.content.decode()


def write(folder: Path, file: str, change: Callable[[str], str]) -> None:
    """Write one file of a folder differently; it must change."""
    before = (folder / file).read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    (folder / file).write_text(after, encoding="utf-8")

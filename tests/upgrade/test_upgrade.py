"""A home of the version before is upgraded with its data: nothing is lost, changed or moved out of reach.

`before.sql.xz` is a home in which the version before played its story to the end (`keeping.py`),
`answers.txt` what its addresses answered there (`asking.py`), and `held.json` the checkpoint that a
Party then took home.  They stay as they are: what was installed once must still be readable.
"""

import lzma
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

import served
import tables
from cochair.cli import main

HERE = Path(__file__).parent
REDIRECTS = {"301", "302", "308"}
# As the story is played to be compared (tools/golden.py).
KEYS = {"COCHAIR_SECRET_KEY": "k" * 50, "COCHAIR_RECEIPT_KEY": "ab" * 32}


@dataclass(frozen=True)
class Upgraded:
    """A home after its upgrade: what each address answers, and the ledger as it is taken away."""

    home: Path
    answers: dict[str, str]
    export: Path


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Upgraded:
    """The home of the version before, brought up to date and asked for every address."""
    home = tmp_path_factory.mktemp("before")
    with closing(sqlite3.connect(home / tables.DATABASE)) as before:
        before.executescript(lzma.decompress((HERE / "before.sql.xz").read_bytes()).decode())
    around = served.around(home, COCHAIR_DEMO="yes", **KEYS)
    served.done(around, "-m", "django", "migrate", "--verbosity=0", "--settings=cochair.settings")
    export = home / "ledger.zip"
    asked = "".join(f"{line}\n" for line in _answered((HERE / "answers.txt").read_text()))
    said = served.done(around, str(HERE / "asking.py"), str(export), given=asked)
    return Upgraded(home, _answered(said), export)


def _answered(lines: str) -> dict[str, str]:
    """The status of each office and address."""
    parts = (line.partition(" ") for line in lines.splitlines())
    return {asked: status for status, _space, asked in parts}


def test_every_address_of_the_version_before_answers_as_before_or_leads_on(
    upgraded: Upgraded,
) -> None:
    before = _answered((HERE / "answers.txt").read_text())

    assert list(upgraded.answers) == list(before)
    differing = {
        asked: (status, upgraded.answers[asked])
        for asked, status in before.items()
        if upgraded.answers[asked] not in {status, *REDIRECTS}
    }
    assert differing == {}


def test_the_ledger_is_verified_and_goes_on_from_the_checkpoint_held_since_before(
    upgraded: Upgraded, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = HERE / "held.json"
    assert main(["verify", str(upgraded.export), "--held", str(held)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "VERIFIED."

    other = tmp_path / "held.json"
    other.write_text(held.read_text().replace('"root": "d1e3', '"root": "d1e4'))
    assert main(["verify", str(upgraded.export), "--held", str(other)]) == 1


def test_what_was_recorded_before_is_found_by_the_search_after_the_upgrade(
    upgraded: Upgraded,
) -> None:
    with closing(sqlite3.connect(upgraded.home / tables.DATABASE)) as database:
        kinds = {kind for (kind,) in database.execute("SELECT kind FROM search_passage")}

    assert {"document", "meeting"} <= kinds

"""What somebody types: in this process where that is enough, and a demo to type at."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

import tables
from cli.shell import Said, Say, type_in
from cochair.cli import main
from cochair.web.clock import clock
from people import REAL_NOW


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Iterator[Say]:
    """Type a command in this process, on the day of the demo."""

    def typed(*words: object) -> Said:
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as ended:
            status = int(ended.code or 0)
        return Said(status, *capsys.readouterr())

    with clock.at(REAL_NOW):
        yield typed


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation as `cochair demo` prepares it."""
    home = tmp_path_factory.mktemp("demo")
    copyfile(tables.empty(), home / tables.DATABASE)
    said = type_in(home, "demo", "--no-serve")
    assert said.status == 0, said
    return home

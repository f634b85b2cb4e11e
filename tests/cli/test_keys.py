"""A database names the keys it works with: a process with others does not start (G11)."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

import tables
from cli.shell import Said, type_in
from ports import free_port
from served import around, serving

SECRET = "k" * 50


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """An installation with its tables and its two keys."""
    home = tmp_path / "first"
    home.mkdir()
    copyfile(tables.empty(), home / tables.DATABASE)
    (home / "secret_key").write_text(SECRET)
    assert type_in(home, "keys", "show").status == 0
    return home


@pytest.fixture
def second(tmp_path: Path, first: Path) -> Path:
    """Another host with a home of its own, on the database of the first."""
    home = tmp_path / "second"
    home.mkdir()
    (home / tables.DATABASE).symlink_to(first / tables.DATABASE)
    (home / "secret_key").write_text(SECRET)
    return home


def web(home: Path) -> Said:
    """An attempt to serve."""
    return type_in(home, "web", "--port", str(free_port()))


@pytest.fixture
def served(first: Path) -> Iterator[None]:
    """The pages of the first host."""
    with serving(around(first)):
        yield


def test_a_second_host_with_another_receipt_key_does_not_serve(second: Path, served: None) -> None:
    refused = web(second).refused
    assert refused.startswith("This database belongs to another receipt_key")
    assert "COCHAIR_RECEIPT_KEY" in refused and "cochair keys enter receipt_key" in refused
    assert "secret_key" not in refused


def test_a_second_host_with_another_secret_key_names_that_one(first: Path, second: Path) -> None:
    copyfile(first / "receipt_key", second / "receipt_key")
    (second / "secret_key").write_text("another")
    refused = web(second).refused
    assert refused.startswith("This database belongs to another secret_key")
    assert "receipt_key" not in refused


def test_neither_mail_nor_preparation_goes_on_with_another_key(second: Path) -> None:
    for words in (("worker", "--once"), ("init",)):
        said = type_in(second, *words)
        assert said.status == 2 and "belongs to another receipt_key" in said.err


def test_a_host_that_was_given_the_same_keys_may_work(first: Path, second: Path) -> None:
    copyfile(first / "receipt_key", second / "receipt_key")
    assert type_in(second, "worker", "--once").status == 0
    assert type_in(second, "keys", "show").out.endswith("The database names the same keys.\n")


def test_a_key_that_is_replaced_by_the_command_is_named_from_then_on(first: Path) -> None:
    before = {name: (first / name).read_text() for name in ("secret_key", "receipt_key")}
    for name in before:
        said = type_in(first, "keys", "rotate", name)
        assert said.status == 0 and f"The {name} is a new one" in said.out
        assert (first / name).read_text() != before[name]
        assert (first / f"{name}.former").read_text() == before[name]
        assert (first / name).stat().st_mode & 0o077 == 0
    assert type_in(first, "worker", "--once").status == 0


def test_a_key_replaced_by_hand_is_refused_until_somebody_says_that_it_was_meant(
    first: Path,
) -> None:
    (first / "secret_key").write_text("another")
    assert type_in(first, "worker", "--once").status == 2
    assert type_in(first, "keys", "rotate", "secret_key").status == 2
    assert type_in(first, "keys", "enter", "secret_key").status == 0
    assert type_in(first, "worker", "--once").status == 0


def test_a_key_that_a_setting_gives_is_not_replaced_in_the_folder(first: Path) -> None:
    said = type_in(first, "keys", "rotate", "secret_key", COCHAIR_SECRET_KEY=SECRET)
    assert "set by COCHAIR_SECRET_KEY" in said.refused
    assert (first / "secret_key").read_text() == SECRET

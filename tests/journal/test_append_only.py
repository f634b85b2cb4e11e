"""What the journal holds is never changed or removed, by Python or by the database (law 4)."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from cochair.journal import queries
from cochair.journal.models import Checkpoint, Entry, Ledger, Witness
from emptying import without_triggers

pytestmark = pytest.mark.django_db
KEPT = [Entry, Checkpoint, Witness]


@pytest.mark.parametrize("model", KEPT)
def test_python_refuses_to_change_or_remove(storied: str, model: type[models.Model]) -> None:
    row = model._default_manager.first()
    assert row is not None
    for act in (
        row.save,
        row.delete,
        lambda: model._default_manager.update(pk=0),
        lambda: model._default_manager.all().delete(),
        lambda: model._default_manager.bulk_create([]),
        lambda: model._default_manager.bulk_update([], []),
    ):
        with pytest.raises(TypeError, match="only added to"):
            act()


@pytest.mark.parametrize("model", KEPT)
@pytest.mark.parametrize("statement", ["UPDATE {} SET at = at", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_remove(
    storied: str, model: type[models.Model], statement: str
) -> None:
    table = model._meta.db_table
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        execute(statement.format(table))
    assert model._default_manager.exists()


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_to_empty_a_table(storied: str) -> None:
    """SQLite knows no TRUNCATE: there, emptying is removing every row."""
    word = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
    for table in ("journal_witness", "journal_entry", "journal_ledger"):
        with pytest.raises(IntegrityError), transaction.atomic():
            execute(f"{word} {table}")


def test_inv9_the_database_refuses_an_entry_that_would_leave_a_gap(
    storied: str, write: Callable[..., Entry]
) -> None:
    last = write(storied)
    for seq in (last.seq, last.seq + 2, 0):
        stray = Entry.objects.get(pk=last.pk)
        stray.pk, stray.seq, stray._state.adding = None, seq, True
        with pytest.raises(IntegrityError), transaction.atomic():
            stray.save()
    assert write(storied).seq == last.seq + 1


def test_the_database_refuses_a_ledger_that_shrinks_jumps_or_goes(storied: str) -> None:
    for statement in (
        "UPDATE journal_ledger SET size = size - 1",
        "UPDATE journal_ledger SET size = size + 2",
        "UPDATE journal_ledger SET size = size + 1, forum = 'another'",
        "DELETE FROM journal_ledger",
    ):
        with pytest.raises(IntegrityError, match="one entry at a time"), transaction.atomic():
            execute(statement)
    assert Ledger.objects.get(forum=storied).size == queries.size(storied)


def test_the_triggers_are_there_after_every_migration() -> None:
    """SQLite loses them when a later migration builds a table anew."""
    asked = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal%'"
        if connection.vendor == "sqlite"
        else "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'journal%' AND tgenabled = 'O'"
    )
    assert execute(asked) == (9 if connection.vendor == "sqlite" else 6)
    assert {model.__name__ for model in apps.get_app_config("journal").get_models()} == {
        "Entry", "Checkpoint", "Witness", "Ledger",
        # What stands beside the ledger and may change: keys, doubts, where witnesses go, and by
        # which words pages are kept.
        "InstalledKey", "Doubt", "Place", "Stamp",
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_the_triggers_can_be_taken_away_and_put_back_by_migrating() -> None:
    call_command("migrate", "journal", "0001", verbosity=0)
    call_command("migrate", "journal", verbosity=0)
    test_the_triggers_are_there_after_every_migration()


@pytest.mark.django_db(transaction=True)
def test_setting_the_triggers_aside_in_a_test_puts_them_back(storied: str) -> None:
    with without_triggers(connection):
        execute("DELETE FROM journal_witness")
    with pytest.raises(IntegrityError):
        execute("DELETE FROM journal_entry")


def execute(statement: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None

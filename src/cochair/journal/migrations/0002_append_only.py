"""Let the database itself refuse to change or remove what the journal holds.

Python refuses already (`journal.models.AppendOnly`), but whoever opens a database shell does
not go through Python.  An administrator can still take these triggers away; that is why each
Party holds checkpoints.  On SQLite a later migration that alters one of these tables builds it
anew and so loses its triggers: such a migration must run these statements again, and a test
counts the triggers.

Source: architecture section 3, law 4; security.md section 6.
"""

from django.db import migrations

KEPT = ("journal_entry", "journal_checkpoint", "journal_witness")
REFUSED = "The journal is append-only: what is written is never changed or removed."
IN_ORDER = "An entry takes the next number of its forum: the journal has no gap."
ONE_BY_ONE = "A ledger grows by one entry at a time and is never removed."

SQLITE = [
    *(
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for table in KEPT
        for event in ("UPDATE", "DELETE")
    ),
    "CREATE TRIGGER journal_entry_in_order BEFORE INSERT ON journal_entry"
    " WHEN NEW.seq IS NOT"
    " (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal_entry WHERE forum = NEW.forum)"
    f" BEGIN SELECT RAISE(ABORT, '{IN_ORDER}'); END",
    "CREATE TRIGGER journal_ledger_one_by_one BEFORE UPDATE ON journal_ledger"
    " WHEN NEW.size IS NOT OLD.size + 1 OR NEW.forum IS NOT OLD.forum"
    f" BEGIN SELECT RAISE(ABORT, '{ONE_BY_ONE}'); END",
    "CREATE TRIGGER journal_ledger_no_delete BEFORE DELETE ON journal_ledger"
    f" BEGIN SELECT RAISE(ABORT, '{ONE_BY_ONE}'); END",
]
SQLITE_UNDONE = [
    *(f"DROP TRIGGER {table}_no_{event}" for table in KEPT for event in ("update", "delete")),
    "DROP TRIGGER journal_entry_in_order",
    "DROP TRIGGER journal_ledger_one_by_one",
    "DROP TRIGGER journal_ledger_no_delete",
]

# The class of the error is the one SQLite's ABORT has, so that both read alike from Python.
RAISE = "RAISE EXCEPTION '{}' USING ERRCODE = 'integrity_constraint_violation'"
POSTGRESQL = [
    "CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
    f" BEGIN {RAISE.format(REFUSED)}; END $$",
    "CREATE FUNCTION journal_in_order() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF NEW.seq IS DISTINCT FROM"
    " (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal_entry WHERE forum = NEW.forum)"
    f" THEN {RAISE.format(IN_ORDER)}; END IF; RETURN NEW; END $$",
    "CREATE FUNCTION journal_one_by_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP <> 'UPDATE' OR NEW.size IS DISTINCT FROM OLD.size + 1"
    " OR NEW.forum IS DISTINCT FROM OLD.forum"
    f" THEN {RAISE.format(ONE_BY_ONE)}; END IF; RETURN NEW; END $$",
    *(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
        for table in KEPT
    ),
    "CREATE TRIGGER journal_entry_in_order BEFORE INSERT ON journal_entry"
    " FOR EACH ROW EXECUTE FUNCTION journal_in_order()",
    "CREATE TRIGGER journal_ledger_one_by_one BEFORE UPDATE OR DELETE ON journal_ledger"
    " FOR EACH ROW EXECUTE FUNCTION journal_one_by_one()",
    "CREATE TRIGGER journal_ledger_no_truncate BEFORE TRUNCATE ON journal_ledger"
    " FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()",
]
POSTGRESQL_UNDONE = [
    *(f"DROP TRIGGER {table}_append_only ON {table}" for table in KEPT),
    "DROP TRIGGER journal_entry_in_order ON journal_entry",
    "DROP TRIGGER journal_ledger_one_by_one ON journal_ledger",
    "DROP TRIGGER journal_ledger_no_truncate ON journal_ledger",
    "DROP FUNCTION journal_refuse(), journal_in_order(), journal_one_by_one()",
]


class SQLOn(migrations.RunSQL):
    """Statements for one kind of database, and none for the others."""

    def __init__(self, vendor, sql, reverse_sql):
        super().__init__(sql, reverse_sql)
        self.vendor = vendor

    def _run_sql(self, schema_editor, sqls):
        if schema_editor.connection.vendor == self.vendor:
            super()._run_sql(schema_editor, sqls)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_ledger")]

    operations = [
        SQLOn("sqlite", SQLITE, SQLITE_UNDONE),
        SQLOn("postgresql", POSTGRESQL, POSTGRESQL_UNDONE),
    ]

"""Give each kind of database the words of passages where it finds them fastest.

SQLite gets an FTS5 table that keeps no texts, only where each word stands; its rows have the
numbers of the passages, and a trigger takes them out with these.  A later migration that builds
`search_passage` anew loses that trigger and must create it again; a test counts it.  A SQLite
older than 3.43 cannot delete from such a table and keeps the words a second time instead.
PostgreSQL gets a `tsvector` in the passage itself, which no model knows, with its index.  What
is long there is kept apart from the row, so that many rows are read at once; and the index takes
each word in when it comes, so that no search and no other document pays for it later.

Source: stack.md section 4; docs/decisions/0016.
"""

import sqlite3

from django.db import migrations

WITHOUT_TEXTS = "content='', contentless_delete=1, " if sqlite3.sqlite_version_info >= (3, 43) else ""
SQLITE = [
    "CREATE VIRTUAL TABLE search_words USING fts5"
    f"(words, stems, {WITHOUT_TEXTS}tokenize=\"ascii tokenchars '_'\")",
    "CREATE TRIGGER search_passage_gone AFTER DELETE ON search_passage"
    " BEGIN DELETE FROM search_words WHERE rowid = OLD.id; END",
]
SQLITE_UNDONE = ["DROP TRIGGER search_passage_gone", "DROP TABLE search_words"]
POSTGRESQL = [
    "ALTER TABLE search_passage ADD COLUMN tokens tsvector",
    "ALTER TABLE search_passage SET (toast_tuple_target = 512)",
    "CREATE INDEX passage_by_token ON search_passage USING gin (tokens) WITH (fastupdate = off)",
]
POSTGRESQL_UNDONE = ["ALTER TABLE search_passage DROP COLUMN tokens"]


class SQLOn(migrations.RunSQL):
    """Statements for one kind of database, and none for the others."""

    def __init__(self, vendor, sql, reverse_sql):
        super().__init__(sql, reverse_sql)
        self.vendor = vendor

    def _run_sql(self, schema_editor, sqls):
        if schema_editor.connection.vendor == self.vendor:
            super()._run_sql(schema_editor, sqls)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_first")]

    operations = [
        SQLOn("sqlite", SQLITE, SQLITE_UNDONE),
        SQLOn("postgresql", POSTGRESQL, POSTGRESQL_UNDONE),
    ]

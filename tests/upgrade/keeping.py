"""Write a played home small, as it is kept in `before.sql.xz`: a program.

    python tools/golden.py play OUT HOME     in the version that is to be kept
    python tests/upgrade/keeping.py HOME FILE

Most of a home is letters that were sent and the words of the index: a few letters are enough, and the
index is made again from the journal.  Nobody signs in by a password.
"""

import lzma
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

LETTERS = 30
FILTER = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}

home, file = map(Path, sys.argv[1:])
with (
    closing(sqlite3.connect(home / "cochair.sqlite3")) as played,
    closing(sqlite3.connect(":memory:")) as kept,
):
    played.backup(kept)
    last = "SELECT id FROM mail_message ORDER BY id DESC LIMIT ?"
    kept.execute(f"DELETE FROM mail_message WHERE id NOT IN ({last})", [LETTERS])
    kept.execute("UPDATE accounts_account SET password = '!'")
    kept.execute("DELETE FROM search_passage")
    kept.execute("INSERT INTO search_words(search_words) VALUES ('optimize')")
    kept.commit()
    assert kept.execute("PRAGMA foreign_key_check").fetchall() == []
    # Without the sample of the optimiser, which no program may write.
    lines = [line for line in kept.iterdump() if "sqlite_stat" not in line]
file.write_bytes(lzma.compress("\n".join(lines).encode(), filters=[FILTER]))

"""A field that is added to a kind is named in its model and in its `kind.py`, and nowhere else.

It is tried on a copy of the sources, with a line of text that an action point does not have today.
Source: docs/decisions/0059.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import cochair

SOURCES = Path(cochair.__file__).parent
# What is written where: each in the place of the same words without it.
MODEL, KIND = "records/models/point.py", "action_points/kind.py"
COPIED = {"records", "action_points"}
ADDED = (
    (MODEL, "    class Meta:", "    note = models.TextField(blank=True)\n\n    class Meta:"),
    (KIND, '"evidence", "settled_at")', '"evidence", "settled_at", "note")'),
    (KIND, '"number", "text", "at")', '"number", "text", "at", "note")'),
    (KIND, 'title="text", day="due",', 'title="text", day="due", note=("note",),'),
    (KIND, 'Points(title="text")', 'Points(title="text", fields=("note",))'),
    (KIND, 'evidence="text reason evidence"', 'evidence="text reason evidence note"'),
)
# One point in an empty database, as an archive, a copy and a file of a person, the index of the search
# and a handover file give it.
SHOWN = """
import json
from datetime import UTC, date, datetime

import django
from django.conf import settings

settings.DATABASES["default"] = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
django.setup()

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from cochair.features.accounts.models import Account
from cochair.exports.archives import parts
from cochair.features.cycles.models import Cycle
from cochair.kernel import kind
from cochair.kernel.handover import Reader, rows_of
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum, Office
from cochair.features.personal import export, subject_access
from cochair.features.records.models import ActionPoint
from cochair.features.search import sources

call_command("makemigrations", "records", name="note", verbosity=0)
with connection.constraint_checks_disabled(), connection.schema_editor() as editor:
    for model in apps.get_models():
        editor.create_model(model)
at, day = datetime(2031, 4, 8, tzinfo=UTC), date(2031, 4, 8)
forum = Forum.objects.create(slug="one", title={}, short_title={}, about={}, zone="UTC")
cycle = Cycle.objects.create(forum=forum, number=1, start=day, end=date(2031, 5, 8))
meeting = Meeting.objects.create(forum=forum, slug="one-1", configuration="one", cycle=cycle)
account = Account.objects.create(email="one@example.org")
office = Office.objects.create(forum=forum, account=account, role="secretariat", start=at)
point = ActionPoint.objects.create(
    meeting=meeting, number=1, text={"en": "Write."}, language="en", owner="XN", due=day, at=at,
    by=office, note="Seen by both.",
)
part = next(one for one in parts.known() if one.code == "points")
tables = subject_access.of_account(account)
(handed,) = kind.of("action-point").handover
(row,) = rows_of(handed, Reader(forum, None, at, "", {}))
found = sources.of("action-point").passages(point.pk)
files = dict(export.files(tables, names={}, at=at, zone="UTC", language="en"))
print(json.dumps({
    "archive": [row["note"] for row in part.rows(parts.Reader(forum, cycle, None, at))],
    "copy": [row["note"] for one in tables if one.code == "points" for row in one.rows],
    "read": "Seen by both." in files[export.INDEX].decode(),
    "search": [one.text for one in found if one.language == "en"],
    "handover": row["note"],
    "text": [one.evidence for one in kind.texts() if one.model is ActionPoint],
}))
"""


def copied(folder: Path) -> Path:
    """The features in a folder: those to be changed as a copy, all others as they are."""
    package = folder / "cochair"
    features = package / "features"
    features.mkdir(parents=True)
    for one in (*SOURCES.iterdir(), *(SOURCES / "features").iterdir()):
        to = package / one.relative_to(SOURCES)
        if one.name in COPIED:
            shutil.copytree(one, to, ignore=shutil.ignore_patterns("__pycache__"))
        elif one.name != "features":
            to.symlink_to(one)
    return features


def changed(features: Path) -> None:
    """The field written into the two files."""
    for name, before, after in ADDED:
        file = features / name
        text = file.read_text()
        assert text.count(before) == 1, before
        file.write_text(text.replace(before, after))


def shown(folder: Path) -> subprocess.CompletedProcess[str]:
    """What a process of its own says of the field, with the sources of a folder."""
    told = {
        **os.environ,
        "PYTHONPATH": str(folder),
        "COCHAIR_HOME": str(folder / "var"),
        "DJANGO_SETTINGS_MODULE": "cochair.settings",
    }
    words = [sys.executable, "-c", SHOWN]
    return subprocess.run(
        words, cwd=folder, env=told, capture_output=True, text=True, check=False, timeout=120
    )


def test_a_field_in_two_files_is_archived_copied_searched_and_handed_over(tmp_path: Path) -> None:
    features = copied(tmp_path)
    migrations = features / "records" / "migrations"
    before = {one.name for one in migrations.iterdir()}
    changed(features)

    done = shown(tmp_path)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["archive"] == found["copy"] == ["Seen by both."]
    assert found["read"]
    assert found["search"] == ["Write.", "Seen by both."]
    assert found["handover"] == {"en": "Seen by both."}
    assert found["text"] == ["text reason evidence note"]
    (made,) = {one.name for one in migrations.glob("*.py")} - before
    assert made.endswith("_note.py")

"""A second version of the procedures of the small forum, as a review would have left it.

How a version is adopted is told elsewhere; here it is there, and in force from its first day.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

import signing
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum, ProcedureText
from cochair.journal.actions import record
from cochair.procedure.checks import SHAPES
from cochair.procedure.reading import read
from cochair.procedure.reading.tree import plain, tree
from cochair.procedure.reading.writer import written
from played import played
from world import NOW, small_folder

# Since yesterday, by the clock of the tests.
IN_FORCE = NOW.date() - timedelta(days=1)
BEFORE = NOW - timedelta(days=3)
# A clause that is taken out, with the option that only it reads; and one that is said otherwise.
GONE, ITS_OPTION, SAID_OTHERWISE = "B.5", "prep.min", "B.3"
# A function of the Council that is called otherwise.
FUNCTION = "review"
CALLED = {"en": "Looking back", "es": "Mirada atrás", "pt": "Olhar para trás"}
WORDS = {"en": "In other words.", "es": "Con otras palabras.", "pt": "Por outras palavras."}


def text(number: str = "1.1", first: date = IN_FORCE, **more: Mapping[str, str]) -> str:
    """The file of the version: without one clause, and with another in other words."""
    root, _faults = tree(small_folder().texts["procedure.yaml"], "procedure.yaml")
    assert root is not None
    said: Any = plain(root)
    said["version"] = {
        "number": number,
        "effective_from": first.isoformat(),
        "status": "draft",
    }
    said["rules"] = [one for one in said["rules"] if one["id"] != GONE]
    said["options"] = [one for one in said["options"] if one["key"] != ITS_OPTION]
    said["counts"]["atomic_rules"] -= 1
    for rule in said["rules"]:
        if rule["id"] == SAID_OTHERWISE:
            rule["text"] = WORDS
    for council in said["configurations"]:
        for one in council.get("functions") or ():
            if one["tag"] == FUNCTION:
                one["label"] = CALLED
    return written(said)


@played
@transaction.atomic
def version(forum: Forum, first: date = IN_FORCE) -> ProcedureText:
    """The version, in force from a civil day of the forum."""
    kept = text(first=first)
    book = read(kept, "procedure.yaml", checks=SHAPES)
    made = ProcedureText.objects.create(
        forum=forum,
        number=book.version,
        text=kept,
        digest=book.digest,
        effective_from=first,
        loaded_at=NOW,
    )
    about = ("procedures", f"{book.version}-1")
    record(forum.slug, verb="procedures.adopted", about=about, by=None, at=NOW)
    return made


def opened_before(forum: Forum) -> Meeting:
    """The Council of the running cycle, opened under the first version and not prepared."""
    meeting = signing.fixed(forum, signing.day("2031-02-04"))
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=BEFORE, procedure_version="1.0")
    return Meeting.objects.get(pk=meeting.pk)

"""What was before Cochair, from a table beside the files of a forum: `take-up.csv` or `take-up.xlsx`.

It prepares the list and attests nothing: both co-presidencies sign it.
"""

import sys
from datetime import datetime
from pathlib import Path

from cochair.cli.status import COULD_NOT
from cochair.features.delegations import tables
from cochair.features.parties.models import Forum
from cochair.features.takeup import actions, sheet
from cochair.procedure.refusal import Refused
from cochair.web.localize import say

FILES = ("take-up.csv", "take-up.xlsx")


def load(folder: Path, slug: str, at: datetime) -> int:
    """Read the table of a folder into the list of its forum, at an instant (aware UTC), where there is
    one; every fault is named and nothing of it is changed.  Returns the exit status."""
    file = next((folder / name for name in FILES if (folder / name).is_file()), None)
    if file is None:
        return 0
    forum = Forum.objects.get(slug=slug)
    try:
        typed = sheet.read(forum, tables.read_file(file.read_bytes()), at)
        actions.prepare(forum, typed, by=None, at=at)
    except Refused as refused:
        print(f"{file.name} was not taken over:", file=sys.stderr)
        for one in refused.refusals:
            print(f"  {say(one, language='en')}", file=sys.stderr)
        return COULD_NOT
    print(f"{slug}: {file.name} was read into the list of what was before Cochair.")
    return 0

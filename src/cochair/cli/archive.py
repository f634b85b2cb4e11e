"""`cochair archive`: the archive of a cycle for one Party, written to a file."""

import argparse
import os
import sys
import time
from pathlib import Path

from cochair.cli.status import COULD_NOT
from cochair.exports.archives import actions, queries
from cochair.features.cycles import queries as cycles
from cochair.features.parties import queries as parties
from cochair.web.clock import clock

MEGABYTE = 1_000_000


def archive(words: argparse.Namespace) -> int:
    """Write the archive; the file appears under its name when all of it is on the disk."""
    forum = parties.forum(words.forum)
    if forum is None:
        return _say(f"There is no forum called {words.forum}.")
    cycle = cycles.cycle(forum, words.cycle)
    if cycle is None:
        return _say(f"There is no cycle {words.cycle} in {words.forum}.")
    codes = parties.roster(forum).party_codes
    if words.party not in codes:
        return _say(f"There is no Party {words.party} in {words.forum}: {', '.join(codes)}.")
    out = Path(words.out)
    fresh, began, octets = out.with_name(f"{out.name}.new"), time.monotonic(), 0
    at = parties.instant(forum, clock.now())
    reader = queries.reader_of(forum, cycle, words.party, at)
    try:
        with fresh.open("wb") as file:
            for portion in actions.archive(reader, by=None):
                file.write(portion)
                octets += len(portion)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)
    made = queries.archives(cycle, words.party)[0]
    seconds = time.monotonic() - began
    print(f"{out}: {made.files} files, {octets / MEGABYTE:.1f} MB, {seconds:.1f} s.")
    print(f"Digest of its manifest: {made.digest}")
    return 0


def _say(problem: str) -> int:
    print(problem, file=sys.stderr)
    return COULD_NOT

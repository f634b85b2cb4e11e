"""`cochair retention`: what personal data will be reduced when, and doing it."""

import argparse
import sys
from datetime import datetime

from cochair.cli.status import COULD_NOT, NOT_SOUND
from cochair.parties import queries as forums
from cochair.parties.models import Forum
from cochair.personal import retention as rounds
from cochair.procedure.calendar import civil_day
from cochair.web.clock import clock


def retention(words: argparse.Namespace) -> int:
    """Say what would be reduced, or reduce it; exit status 1 when something could not be."""
    found = forums.forums()
    if words.forum:
        one = forums.forum(words.forum)
        if one is None:
            print(f"There is no forum called {words.forum}.", file=sys.stderr)
            return COULD_NOT
        found = (one,)
    at = clock.now()
    told = [_forum(forum, at, words) for forum in found]
    if not words.forum:
        done = "were taken away" if words.apply else "would be taken away"
        for kind, number in rounds.kept_here(at, apply=words.apply).items():
            print(f"installation: {number} {kind.value} {done}.")
    if not words.apply:
        print("Nothing was changed. To do it: cochair retention --apply")
    return 0 if all(told) else NOT_SOUND


def _forum(forum: Forum, at: datetime, words: argparse.Namespace) -> bool:
    """One forum, line by line: what, how much, since when; whether all that was due is done."""
    due = rounds.due(forum, at)
    if words.apply:
        done = list(rounds.reduce(forum, at))
        for item, number in done:
            print(f"{forum.slug}: {' '.join(item.about)}: {number} {item.kind.value} reduced.")
        return len(done) == len(due)
    today = civil_day(at, forum.zone)
    for item in rounds.all_of(forum, at) if words.all else due:
        when = "due since" if item.day <= today else "due on"
        about = " ".join(item.about)
        print(f"{forum.slug}: {about}: {item.number} {item.kind.value}, {when} {item.day}.")
    if not due:
        print(f"{forum.slug}: nothing is due.")
    return True

"""The record of the ministerial meeting of the stories, as both co-presidencies drafted it by 23 October.

Every delegation has somebody who speaks for it.  Run as a program it prepares a home on that day; with
the name of a step it does in a home what was done between two visits of the journey.

    python tests/journeys/silenced.py HOME [revised | told]
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from journeys import story
from journeys.prepared import instant

PAPER = "ec-min-2026-1"
SYMBOL = "EC-MIN/2026/1"
DRAFTED = instant(10, 23, 7)
REVISED = instant(11, 12, 9)
# No meeting was held in this home: its record is a paper like any other.
WORDS = {
    "en": ("Record of the ministerial meeting", "1. The ministers met in Brussels.",
           "2. They agreed to meet again {when}."),
    "es": ("Acta de la reunión ministerial", "1. Los ministros se reunieron en Bruselas.",
           "2. Acordaron volver a reunirse {when}."),
    "pt": ("Ata da reunião ministerial", "1. Os ministros reuniram-se em Bruxelas.",
           "2. Acordaram voltar a reunir-se {when}."),
}  # fmt: skip


def record(when: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The record in each language, with when the ministers meet again."""
    return {
        language: tuple(line.format(when=when[language]) for line in lines)
        for language, lines in WORDS.items()
    }


def drafted(forum: Any) -> None:
    """The record in three languages, circulated; a head of every delegation."""
    from cochair.story.eu_clasi import papers, recording, words

    everybody(forum)
    stage = story.stage(forum, DRAFTED)
    made = papers.entered(stage, "record", {code: lines[0] for code, lines in WORDS.items()})
    for language, lines in record(words.said(recording.FIRST)).items():
        papers.written(stage, made, language, lines)
    papers.sent(stage, made)


def everybody(forum: Any) -> None:
    """An office for the head of each delegation that the stories do not name."""
    from cochair.story import actions
    from cochair.story.eu_clasi.cast import HEADS

    actions.appoint(forum, HEADS, at=story.BEFORE, password=story.PASSWORD)


def revised(forum: Any) -> None:
    """The words that Spain asked for, in three languages, as the next revision."""
    from cochair.story.eu_clasi import papers, recording, words

    stage = story.stage(forum, REVISED)
    papers.reworded(
        stage, PAPER, "records.ministerial.issues.revised", record(words.said(recording.THEN))
    )


def told(forum: Any) -> None:
    """Let the worker tell, and print whom it told that the silence is broken, and when."""
    from cochair.features.mail import worker
    from cochair.features.mail.models import Caught
    from cochair.web.clock import clock

    while worker.tick(clock.now()).sent:
        pass
    for one in Caught.objects.filter(
        subject__regex="Silence broken|Silencio roto|Silêncio quebrado"
    ):
        print(one.at.isoformat(), one.to)


STEPS: dict[str, Callable[[Any], None]] = {"revised": revised, "told": told}


def main(home: Path, step: str = "") -> None:
    """Prepare a home, or take one step in it."""
    if not step:
        story.prepare(home, planned=True, confirmed=True)
    else:
        story.reopen(home)
    from cochair.features.parties.models import Forum

    forum = Forum.objects.get(slug=story.FORUM)
    (STEPS[step] if step else drafted)(forum)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])

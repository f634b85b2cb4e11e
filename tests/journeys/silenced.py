"""The record of the ministerial meeting of the stories, as both co-presidencies drafted it by 23 October.

Every delegation has somebody who speaks for it.  Run as a program it prepares a home on that day; with
the name of a step it does in a home what was done between two visits of the journey.

    python tests/journeys/silenced.py HOME [revised | told]
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from journeys import prepared, story
from journeys.prepared import instant

PAPER = "ec-min-2026-1"
SYMBOL = "EC-MIN/2026/1"
DRAFTED = instant(10, 23, 7)
REVISED = instant(11, 12, 9)
WORDS = {
    "en": ("Record of the ministerial meeting", "1. The ministers met in Brussels.",
           "2. They agreed to meet again {when}."),
    "es": ("Acta de la reunión ministerial", "1. Los ministros se reunieron en Bruselas.",
           "2. Acordaron volver a reunirse {when}."),
    "pt": ("Ata da reunião ministerial", "1. Os ministros reuniram-se em Bruxelas.",
           "2. Acordaram voltar a reunir-se {when}."),
}  # fmt: skip
FIRST = {"en": "in spring", "es": "en primavera", "pt": "na primavera"}
THEN = {"en": "within 18 months", "es": "dentro de 18 meses", "pt": "dentro de 18 meses"}


def said(language: str, when: dict[str, str]) -> tuple[str, ...]:
    """The record in a language, with when the ministers meet again."""
    return tuple(line.format(when=when[language]) for line in WORDS[language])


def drafted(forum: Any) -> None:
    """The record in three languages, circulated; a head of every delegation."""
    everybody(forum)
    made = prepared._entered(forum, "record", WORDS["en"][0], DRAFTED)
    for language in WORDS:
        prepared._written(made, language, said(language, FIRST), DRAFTED)
    send(made, DRAFTED)


def everybody(forum: Any) -> None:
    """An office for the head of each delegation that the stories do not name."""
    from django.contrib.auth.hashers import make_password

    from cochair.accounts.models import Account
    from cochair.parties import actions, queries

    hashed, named = make_password(story.PASSWORD), {"ES", "PY"}
    for one in queries.roster(forum).memberships:
        if one.end is not None or one.member in named:
            continue
        named.add(one.member)
        name = f"head-{one.member.lower()}"
        account = Account.objects.create(
            email=story.address(name),
            name=name,
            is_demo=True,
            password=hashed,
            opened_at=story.BEFORE,
        )
        actions.appoint(
            forum,
            account=account,
            role="delegation_head",
            party=one.party,
            member=one.member,
            start=story.BEFORE,
            end=None,
            by=None,
            at=story.BEFORE,
        )


def revised(forum: Any) -> None:
    """The words that Spain asked for, in three languages, as the next revision."""
    from cochair.documents.languages import actions as languages
    from cochair.documents.languages.writing import identified
    from cochair.documents.models import Document
    from cochair.documents.register import actions, pasting

    by = prepared._by(forum, "secretariat", REVISED)
    row = Document.objects.get(forum=forum, slug=PAPER)

    def seen() -> int:
        return int(Document.objects.get(pk=row.pk).version)

    revision = actions.revise(row, source="en", summary="As Spain asked", seen=seen(), **by)
    for language in WORDS:
        title, *lines = said(language, THEN)
        text = identified(revision, language, pasting.read("\n\n".join((f"# {title}", *lines))))
        edition = languages.add_edition(
            revision, languages.Draft(language, text, title), seen=seen(), **by
        )
        languages.release(edition, seen=seen(), **by)
    send(row, REVISED)


def send(document: Any, at: Any) -> None:
    """Circulate it for information."""
    from cochair.documents.models import Document
    from cochair.documents.register import actions

    row = Document.objects.get(pk=document.pk)
    by = prepared._by(row.forum, "secretariat", at)
    actions.circulate(row, purpose="information", until=None, seen=row.version, **by)


def told(forum: Any) -> None:
    """Let the worker tell, and print whom it told that the silence is broken, and when."""
    from cochair.mail import worker
    from cochair.mail.models import Caught
    from cochair.web.clock import clock

    while worker.tick(clock.now()).sent:
        pass
    for one in Caught.objects.filter(subject__contains="Broken"):
        print(one.at.isoformat(), one.to)


STEPS: dict[str, Callable[[Any], None]] = {"revised": revised, "told": told}


def main(home: Path, step: str = "") -> None:
    """Prepare a home, or take one step in it."""
    if not step:
        story.prepare(home, planned=True, confirmed=True)
    else:
        story.reopen(home)
    from cochair.parties.models import Forum

    forum = Forum.objects.get(slug=story.FORUM)
    (STEPS[step] if step else drafted)(forum)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])

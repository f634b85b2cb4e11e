"""Bring pairs of paragraphs into the memory, for one's own Party or for all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cochair.features.documents.models import Unit
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import refusals
from cochair.features.translation_memory.matches import key_of
from cochair.formats.tmx import Pair
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, _, require

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Taken:
    """How many pairs are new, how many say something else than before, how many were there."""

    added: int
    changed: int
    same: int


@transaction.atomic
def bring(
    forum: Forum, pairs: Iterable[Pair], *, own_party: bool, by: ActingOffice, at: datetime
) -> Taken:
    """Keep pairs, each in both directions; what was brought before is brought up to date.

    With `own_party` only the Party that brings them reads them.  The same file twice changes
    nothing.  Raises Refused for an office of no Party.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    require(
        None
        if by.party
        else Refusal(refusals.CLAUSE, _("Only an office of a Party may import pairs."))
    )
    party = parties.roster(forum).party(by.party) if own_party else None
    wanted: dict[tuple[str, str, str], tuple[str, str]] = {}
    for pair in pairs:
        first = (pair.source_language, pair.target_language, key_of(pair.source))
        second = (pair.target_language, pair.source_language, key_of(pair.target))
        wanted[first], wanted[second] = (pair.source, pair.target), (pair.target, pair.source)
    there = {
        (row.source_language, row.target_language, row.key): row
        for row in Unit.objects.filter(forum=forum, party=party, document=None)
    }
    new, changed, same = [], [], 0
    for (source, target, key), (said, translated) in wanted.items():
        row = there.get((source, target, key))
        if row is None:
            new.append(
                Unit(
                    forum=forum,
                    party=party,
                    source_language=source,
                    target_language=target,
                    source=said,
                    target=translated,
                    key=key,
                    at=at,
                )
            )
        elif row.target != translated:
            row.source, row.target, row.at = said, translated, at
            changed.append(row)
        else:
            same += 1
    Unit.objects.bulk_create(new, AT_ONCE)
    Unit.objects.bulk_update(changed, ["source", "target", "at"], AT_ONCE)
    if new or changed:
        record(
            forum.slug,
            verb="memory.brought",
            about=("memory", "memory"),
            by=by.account,
            office=by.title,
            on_behalf_of=by.party,
            at=at,
            facts={"added": len(new), "changed": len(changed)},
            space=f"party:{by.party}" if own_party else "shared",
        )
    return Taken(len(new), len(changed), same)

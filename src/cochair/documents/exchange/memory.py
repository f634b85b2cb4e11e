"""The translation memory: what the register says of a paragraph in another language already.

It grows from released editions; nothing is entered by hand.  What only one Party may read helps
that Party alone.  An exact match is found by the digest of the source in its plainest form.
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from cochair.documents import queries
from cochair.documents.exchange.units import Unit, units
from cochair.documents.marking import Marking
from cochair.documents.models import Document, Expression, Revision
from cochair.documents.models import Unit as Row
from cochair.documents.paragraphs import Run, from_json

SHORTEST = 3


def key_of(text: str) -> str:
    """What two paragraphs share that say the same: blanks and case set aside."""
    return sha256(" ".join(text.split()).casefold().encode()).hexdigest()


def known(
    document: Document, source: str, target: str, told: Iterable[Unit]
) -> dict[str, tuple[Run, ...]]:
    """The targets that the memory has for units of a document, by name; one query."""
    keys = {key_of(unit.text): unit.name for unit in told}
    rows = Row.objects.filter(
        forum=document.forum, source_language=source, target_language=target, key__in=list(keys)
    ).filter(party__in=_readers(document)) | Row.objects.filter(
        forum=document.forum,
        source_language=source,
        target_language=target,
        key__in=list(keys),
        party=None,
    )
    return {keys[row.key]: (Run(row.target),) for row in rows.order_by("at")}


def learn(expression: Expression, at: datetime) -> int:
    """Keep the pairs of a released edition with the source of its revision, both ways.

    Called with each release, in its transaction; what was known before is brought up to date.
    Returns how many pairs are new or changed.
    """
    revision = Revision.objects.select_related("document").get(pk=expression.revision_id)
    sides = queries.released(revision)
    if revision.source not in sides or expression.courtesy:
        return 0
    others = [code for code in sides if code != revision.source]
    wanted = others if expression.language == revision.source else [expression.language]
    return sum(
        _pairs(revision, sides[revision.source], sides[code], at)
        for code in wanted
        if code in sides and not sides[code].courtesy and not sides[code].stale_at
    )


def _pairs(revision: Revision, source: Expression, target: Expression, at: datetime) -> int:
    words = {unit.name: unit.text for unit in units(from_json(target.text))}
    changed = 0
    for unit in units(from_json(source.text)):
        said = words.get(unit.name, "").strip()
        if not said or len(unit.text.split()) < SHORTEST:
            continue
        changed += _kept(revision.document, source, target, unit.text, said, at)
        changed += _kept(revision.document, target, source, said, unit.text, at)
    return changed


def _kept(
    document: Document,
    first: Expression,
    second: Expression,
    source: str,
    target: str,
    at: datetime,
) -> bool:
    internal = document.marking == Marking.INTERNAL
    where: dict[str, Any] = {
        "forum": document.forum,
        "party": document.party if internal else None,
        "source_language": first.language,
        "target_language": second.language,
        "key": key_of(source),
    }
    row = Row.objects.filter(**where).first()
    if row is not None and row.target == target:
        return False
    said = {"source": source, "target": target, "expression": second, "at": at}
    Row.objects.update_or_create(**where, defaults=said)
    return True


def _readers(document: Document) -> list[int]:
    """The Party in whose own memory may be looked for this document."""
    return [document.party_id] if document.party_id is not None else []

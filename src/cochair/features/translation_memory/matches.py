"""The translation memory: what the register says of a paragraph in another language already.

It grows from released editions, and from files that a Party brings.  What somebody may not read
does not help them.  An exact match is found by the digest of the source in its plainest form.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from difflib import SequenceMatcher
from hashlib import sha256
from heapq import nlargest
from itertools import batched
from typing import Any

from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.documents.models import Unit as Row
from cochair.features.parties.offices import ActingOffice
from cochair.features.translation_memory import queries
from cochair.formats.match import Match
from cochair.formats.paragraphs import from_json
from cochair.formats.units import Unit, units

SHORTEST, AT_ONCE = 3, 1000
MOST_ALIKE, LEAST_ALIKE, LOOKED_AT = 1000, 75, 8


def key_of(text: str) -> str:
    """What two paragraphs share that say the same: blanks and case set aside."""
    return sha256(" ".join(text.split()).casefold().encode()).hexdigest()


def known(
    document: Document,
    source: str,
    target: str,
    told: Iterable[Unit],
    hat: ActingOffice,
    at: datetime,
) -> dict[str, Match]:
    """What a hat may read of the memory for units of a document, by name; the newest; one query.

    A pair from the register helps whoever may read the document that it is from, and nobody else.
    """
    keys: dict[str, list[str]] = {}
    for unit in told:
        keys.setdefault(key_of(unit.text), []).append(unit.name)
    rows = queries.readable(document.forum, hat, at).filter(
        source_language=source, target_language=target, key__in=list(keys)
    )
    return {
        name: Match(row.target, 100, row.source, symbol(row))
        for row in rows.select_related("document").order_by("at", "pk")
        for name in keys[row.key]
    }


def alike(
    document: Document,
    source: str,
    target: str,
    told: Iterable[Unit],
    hat: ActingOffice,
    at: datetime,
) -> dict[str, Match]:
    """The most alike of the newest MOST_ALIKE pairs for units that have no exact one; one query."""
    rows = queries.readable(document.forum, hat, at).filter(
        source_language=source, target_language=target
    )
    newest = [
        (row, frozenset(row.source.casefold().split()))
        for row in rows.select_related("document").order_by("-at", "-pk")[:MOST_ALIKE]
    ]
    found = {unit.name: _most_alike(unit.text, newest) for unit in told}
    return {name: best for name, best in found.items() if best is not None}


def _most_alike(text: str, rows: Iterable[tuple[Row, frozenset[str]]]) -> Match | None:
    words = text.casefold().split()
    different = frozenset(words)
    # How alike they could be at most is told by the words that both have: few are looked at wholly.
    bounds = (
        (200 * len(different & others) / (len(different) + len(others) or 1), place, row)
        for place, (row, others) in enumerate(rows)
    )
    near = nlargest(LOOKED_AT, (one for one in bounds if one[0] >= LEAST_ALIKE), key=_by_bound)
    matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(words)
    best, percent = None, LEAST_ALIKE - 1
    for bound, _place, row in near:
        if bound <= percent:
            break
        matcher.set_seq1(row.source.casefold().split())
        found = int(matcher.ratio() * 100)
        if percent < found < 100:
            best, percent = row, found
    if best is None:
        return None
    return Match(best.target, percent, best.source, symbol(best))


def _by_bound(one: tuple[float, int, Row]) -> tuple[float, int]:
    return one[0], -one[1]


def symbol(row: Row) -> str:
    """What the document is called from which a pair is; empty for one of a file."""
    return documents.name_of(row.document) if row.document is not None else ""


def learn(expression: Expression, at: datetime) -> int:
    """Keep the pairs of a released edition with the source of its revision, both ways.

    Called with each release, in its transaction; what was known before is brought up to date, and
    what was taken out before the revision went out is forgotten: others never read it.
    Returns how many pairs are new or changed.
    """
    revision = Revision.objects.select_related("document").get(pk=expression.revision_id)
    sides = documents.released(revision)
    if revision.circulated_at is None:
        _forget(revision, sides)
    if revision.source not in sides or expression.courtesy:
        return 0
    others = [code for code in sides if code != revision.source]
    wanted = others if expression.language == revision.source else [expression.language]
    return sum(
        _pairs(revision, sides[revision.source], sides[code], at)
        for code in wanted
        if code in sides and not sides[code].courtesy and not sides[code].stale_at
    )


def _forget(revision: Revision, sides: Mapping[str, Expression]) -> None:
    """Drop the pairs of a revision whose words are no longer in what is released of it."""
    said = {
        code: {key_of(unit.text) for unit in units(from_json(one.text))}
        for code, one in sides.items()
    }
    current = {one.pk for one in sides.values()}
    rows = Row.objects.filter(document=revision.document, expression__revision=revision)
    gone = [
        row.pk
        for row in rows.only("pk", "expression", "source_language", "key")
        if row.expression_id not in current or row.key not in said.get(row.source_language, ())
    ]
    for some in batched(gone, AT_ONCE):
        Row.objects.filter(pk__in=some).delete()


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
    where: dict[str, Any] = {
        "forum": document.forum,
        "party": None,
        "document": document,
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

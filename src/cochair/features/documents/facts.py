"""Documents as the core's facts, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import repeat
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q

from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.meetings import queries as meetings
from cochair.features.parties.models import Forum
from cochair.journal.table_cache import TableCache
from cochair.procedure import facts

NOTHING: Mapping[str, int] = MappingProxyType({})
ASKED_ABOUT = (Marking.PUBLIC, Marking.FORUM, Marking.PARTICIPANTS)


def documents(forum: Forum, agreed: Mapping[str, int] = NOTHING) -> tuple[facts.Document, ...]:
    """Every document that was circulated, with each revision and every language released of it.

    Of what was adopted the revision that says so (`agreed`: its number by the slug) is the last:
    what went out after it in other words is not that document.  Drafts are nobody's business, and
    what goes to one Party or to the presidencies alone is no document that a clause asks about.
    """
    every = _EVERY.get(forum.slug, forum.pk, lambda: _every(forum))
    return tuple(
        one.until(agreed[one.document.id]) if one.document.id in agreed else one.document
        for one in every
    )


@dataclass(frozen=True, slots=True)
class _Circulated:
    """A document with all its revisions, and when each was approved, by its number."""

    document: facts.Document
    approved: Mapping[int, datetime]

    def until(self, last: int) -> facts.Document:
        """The document as if nothing had gone out after a revision."""
        return replace(
            self.document,
            revisions=tuple(one for one in self.document.revisions if one.number <= last),
            approved_at=_approved({n: at for n, at in self.approved.items() if n <= last}),
        )


# Read again when documents are written, and not when meetings are: there may be thousands.
_EVERY: TableCache[tuple[_Circulated, ...]] = TableCache(8, is_part=True)


def _every(forum: Forum) -> tuple[_Circulated, ...]:
    """Read as columns, of which only what clauses ask for: no text, no title, no file."""
    papers = Document.objects.filter(forum=forum, circulated_at__isnull=False, withdrawn_at=None)
    papers = papers.filter(marking__in=ASKED_ABOUT)
    slugs = meetings.slugs(forum)
    revisions = _REVISIONS.get(forum.slug, forum.pk, lambda: _revisions(forum))
    before, found = _KEPT.get(forum.pk, {}), {}
    for row in papers.values_list(*PAPER):
        pk, meeting = row[:2]
        # What belongs to a meeting that another process wrote since is read with the next entry.
        if meeting is None or meeting in slugs:
            made_of = row, slugs[meeting] if meeting else None, revisions.get(pk, NONE)
            known = before.get(pk)
            # What is made of the same is what was made before.
            is_same = known is not None and known[0] == made_of
            found[pk] = known if known and is_same else (made_of, _document(*made_of))
    _KEPT[forum.pk] = found
    return tuple(made for _made_of, made in found.values())


PAPER = ("pk", "meeting", "slug", "circulated_at", "kind", "originator", "phase", "imported", "corrects")  # fmt: skip
type Approved = tuple[facts.DocumentRevision, datetime | None]
"""A revision that went out, and when it was approved."""
type MadeOf = tuple[tuple[Any, ...], str | None, tuple[Approved, ...]]
"""The columns of a document, the slug of its meeting, and its revisions."""

NONE: tuple[Approved, ...] = ()
# By forum what was made last, by the primary keys of the documents.
_KEPT: dict[int, Mapping[int, tuple[MadeOf, _Circulated]]] = {}


def _document(row: tuple[Any, ...], meeting: str | None, out: tuple[Approved, ...]) -> _Circulated:
    _pk, _meeting, slug, at, kind, originator, phase, imported, only = row
    approved = {one.number: when for one, when in out if when is not None}
    made = facts.Document(
        id=slug,
        at=at,
        kind=kind,
        originator=originator,
        phase=phase,
        meeting=meeting,
        approved_at=_approved(approved),
        revisions=tuple(one for one, _when in out),
        imported=imported,
        only=only,
    )
    return _Circulated(made, approved)


def _approved(by_number: Mapping[int, datetime]) -> datetime | None:
    """When the last revision that was approved was."""
    return by_number[max(by_number)] if by_number else None


# Read again when revisions are written, and not when titles are: no statement names the documents.
_REVISIONS: TableCache[Mapping[int, tuple[Approved, ...]]] = TableCache(8, is_part=True)
_KEYS: TableCache[frozenset[int]] = TableCache(8, is_part=True)


def _revisions(forum: Forum) -> Mapping[int, tuple[Approved, ...]]:
    """The revisions of a forum that went out, in their order, by the primary keys of the documents."""
    keys = _KEYS.get(forum.slug, forum.pk, lambda: _keys(forum))
    if not keys:
        return {}
    # What lies between them and is of another forum is left aside below.
    between = min(keys), max(keys)
    rows = Revision.objects.filter(
        document_id__gte=between[0], document_id__lte=between[1], circulated_at__isnull=False
    )
    editions = _editions(between)
    found: defaultdict[int, list[Approved]] = defaultdict(list)
    for pk, document, at, number, approved in rows.order_by("document_id", "number").values_list(
        "pk", "document_id", "circulated_at", "number", "approved_at"
    ):
        assert at is not None
        if document in keys:
            found[document].append((_revision(at, number, editions.get(pk, ())), approved))
    return {document: tuple(out) for document, out in found.items()}


def _keys(forum: Forum) -> frozenset[int]:
    rows = Document.objects.filter(forum=forum).order_by("pk").values_list("pk", flat=True)
    return frozenset(rows)


class _Edition(NamedTuple):
    """What was released of a revision in one language."""

    language: str
    released_at: datetime
    courtesy: bool
    stale_at: datetime | None
    is_held: bool


def _editions(between: tuple[int, int]) -> Mapping[int, Sequence[_Edition]]:
    """What was released of documents between two primary keys, by those of the revisions, in the order
    of languages and editions."""
    rows = Expression.objects.filter(
        revision__document_id__gte=between[0],
        revision__document_id__lte=between[1],
        released_at__isnull=False,
    ).order_by("revision_id", "language", "edition")
    waits = ExpressionWrapper(Q(file__held=True, file__released_at=None), BooleanField())
    found: defaultdict[int, list[_Edition]] = defaultdict(list)
    for revision, language, released_at, courtesy, stale_at, is_held in rows.values_list(
        "revision", "language", "released_at", "courtesy", "stale_at", waits
    ):
        assert released_at is not None
        # Of what has no file the database does not know it.
        one = _Edition(language, released_at, courtesy, stale_at, bool(is_held))
        found[revision].append(one)
    return found


def _revision(at: datetime, number: int, editions: Sequence[_Edition]) -> facts.DocumentRevision:
    changes = {one.stale_at for one in editions if one.stale_at is not None}
    # Of most nothing is behind, and there may be tens of thousands.
    known = _with_stale(editions) if changes else zip(editions, repeat(None))
    versions = [
        facts.LanguageVersion(one.language, one.released_at, one.courtesy, stale)
        for one, stale in known
        if not one.is_held
    ]
    return facts.DocumentRevision(at, number, tuple(versions), tuple(sorted(changes)))


def _with_stale(editions: Sequence[_Edition]) -> list[tuple[_Edition, datetime | None]]:
    """Since when each edition is behind: an earlier one is so no later than one that corrects it."""
    found: list[tuple[_Edition, datetime | None]] = []
    behind: dict[str, datetime | None] = {}
    # Of one language the last edition comes first.
    for one in reversed(editions):
        known = [at for at in (one.stale_at, behind.get(one.language)) if at is not None]
        behind[one.language] = min(known, default=None)
        found.append((one, behind[one.language]))
    return found[::-1]

"""Documents as the core's facts, in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from cochair.features.documents import queries
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
    rows = (
        Document.objects.filter(forum=forum, circulated_at__isnull=False, withdrawn_at=None)
        .filter(marking__in=ASKED_ABOUT)
        .prefetch_related("revisions__expressions__file")
    )
    slugs = meetings.slugs(forum)
    # What belongs to a meeting that another process wrote since is read with the next entry.
    known = (row for row in rows if row.meeting_id is None or row.meeting_id in slugs)
    return tuple(_document(row, slugs) for row in known)


def _approved(by_number: Mapping[int, datetime]) -> datetime | None:
    """When the last revision that was approved was."""
    return by_number[max(by_number)] if by_number else None


def _document(row: Document, slugs: Mapping[int, str]) -> _Circulated:
    out = [one for one in row.revisions.all() if one.circulated_at is not None]
    approved = {one.number: one.approved_at for one in out if one.approved_at is not None}
    assert row.circulated_at is not None
    made = facts.Document(
        id=row.slug,
        at=row.circulated_at,
        kind=row.kind,
        originator=row.originator,
        phase=row.phase,
        meeting=slugs[row.meeting_id] if row.meeting_id else None,
        approved_at=_approved(approved),
        revisions=tuple(map(_revision, out)),
        imported=row.imported,
        only=row.corrects,
    )
    return _Circulated(made, approved)


def _revision(row: Revision) -> facts.DocumentRevision:
    editions = [one for one in row.expressions.all() if one.released_at is not None]
    assert row.circulated_at is not None
    stale = _stale_since(editions)
    return facts.DocumentRevision(
        at=row.circulated_at,
        number=row.number,
        versions=tuple(
            _version(one, stale[one.pk]) for one in editions if not queries.is_held(one)
        ),
        changes=tuple(sorted({one.stale_at for one in editions if one.stale_at is not None})),
    )


def _stale_since(editions: Iterable[Expression]) -> Mapping[int, datetime | None]:
    """Since when each edition is behind: an earlier one is so no later than one that corrects it."""
    found: dict[int, datetime | None] = {}
    behind: dict[str, datetime | None] = {}
    for one in sorted(editions, key=lambda one: one.edition, reverse=True):
        known = [at for at in (one.stale_at, behind.get(one.language)) if at is not None]
        found[one.pk] = behind[one.language] = min(known, default=None)
    return found


def _version(row: Expression, stale_at: datetime | None) -> facts.LanguageVersion:
    assert row.released_at is not None
    return facts.LanguageVersion(row.language, row.released_at, row.courtesy, stale_at)

"""What of the translation memory may leave the house: to a translator of whom nothing is known.

A file of XLIFF goes by mail to whoever translates.  So it carries what anyone may read, and what is
from the very document that is to be translated; all else that its author may read stays on the
pages of this house.  Source: docs/decisions/0028.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from cochair.features.documents.models import Document, Expression, Publication
from cochair.features.documents.models import Unit as Row
from cochair.features.parties.offices import ActingOffice
from cochair.features.translation_memory import queries
from cochair.features.translation_memory.matches import key_of, symbol
from cochair.formats.match import Match
from cochair.formats.paragraphs import from_json
from cochair.formats.units import Unit, units


def known(
    document: Document,
    source: str,
    target: str,
    told: Iterable[Unit],
    hat: ActingOffice,
    at: datetime,
) -> dict[str, Match]:
    """What may go out with units of a document, by name; the newest; three queries at most.

    Of a published document only the words that both Parties published count: those of a later
    edition are read by fewer.
    """
    keys: dict[str, list[str]] = {}
    for unit in told:
        keys.setdefault(key_of(unit.text), []).append(unit.name)
    wanted = {"source_language": source, "target_language": target, "key__in": list(keys)}
    own = queries.readable(document.forum, hat, at).filter(~_held(), document=document)
    public = Exists(Publication.objects.filter(revision=OuterRef("expression__revision")))
    rows = (
        Row.objects.filter(Q(pk__in=own.values("pk")) | Q(public), forum=document.forum, **wanted)
        .select_related("document", "expression")
        .order_by("at", "pk")
    )
    found = list(rows)
    others = {_revision(one) for one in found if one.document_id != document.pk}
    open_to_all = _published(others)
    return {
        name: Match(row.target, 100, row.source, symbol(row))
        for row in found
        if row.document_id == document.pk
        or {(source, row.source), (target, row.target)}
        <= open_to_all.get(_revision(row), frozenset())
        for name in keys[row.key]
    }


def _revision(row: Row) -> int:
    """The revision a pair was taken from; 0 for one of a file."""
    return row.expression.revision_id if row.expression is not None else 0


def _held() -> Exists:
    """Whether a marking holds any language of the revision a pair was taken from."""
    return Exists(
        Expression.objects.filter(
            revision=OuterRef("expression__revision"), file__held=True, file__released_at=None
        )
    )


def _published(revisions: Iterable[int]) -> dict[int, frozenset[tuple[str, str]]]:
    """The paragraphs of the editions that were published of some revisions, by language."""
    wanted = list(revisions)
    bound: dict[int, set[tuple[str, int]]] = {}
    for row in Publication.objects.filter(revision__in=wanted):
        bound.setdefault(row.revision_id, set()).update(row.editions.items())
    said: dict[int, set[tuple[str, str]]] = {}
    for one in Expression.objects.filter(revision__in=list(bound)):
        if (one.language, one.edition) in bound[one.revision_id]:
            lines = (unit.text.strip() for unit in units(from_json(one.text)))
            said.setdefault(one.revision_id, set()).update((one.language, line) for line in lines)
    return {revision: frozenset(lines) for revision, lines in said.items()}

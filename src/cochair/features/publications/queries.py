"""What anyone may read: publications, and nothing beside them (INV-13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Q, QuerySet

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.documents import queries
from cochair.features.documents.models import Alias, Document, Expression, Publication
from cochair.features.parties.models import Forum
from cochair.procedure.symbol import CORRIGENDUM


@dataclass(frozen=True, slots=True)
class Published:
    """A document as it was published last: its revision and the editions that the act bound."""

    publication: Publication
    editions: Mapping[str, Expression]

    @property
    def document(self) -> Document:
        """The work."""
        return self.publication.revision.document

    @property
    def at(self) -> datetime:
        """When both keys were turned."""
        return self.publication.at

    @property
    def symbol(self) -> str:
        """Its number with its revision."""
        return queries.name_of(self.document, self.publication.revision.number)

    @property
    def title(self) -> Mapping[str, str]:
        """What it is called before anyone, as both signed it."""
        title: Mapping[str, str] = self.publication.title
        return title

    @property
    def aliases(self) -> tuple[Alias, ...]:
        """Its other numbers that were known when both published it."""
        return tuple(self.document.aliases.filter(at__lte=self.at))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it was published."""
        return tuple(self.editions)


def latest(forum: Forum) -> QuerySet[Publication]:
    """The publication that counts of each document, the newest first."""
    after = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk"))
    again = Publication.objects.filter(after, revision__document=OuterRef("revision__document"))
    return queries.published(forum).filter(~Exists(again)).order_by("-at", "-pk")


def published(forum: Forum) -> list[Published]:
    """Every document that was published, in its latest publication, the newest first.

    Two queries, whatever there is.
    """
    return _with_editions(latest(forum), Expression.objects.all())


def finals(forum: Forum, among: QuerySet[Any, Any] | None = None) -> list[Published]:
    """Those of the published documents that are final (`among` some, by key), the newest first; two
    queries."""
    rows = latest(forum).filter(revision__document__final_at__isnull=False)
    if among is not None:
        rows = rows.filter(revision__document__in=among)
    return _with_editions(rows, Expression.objects.all())


def listed(page: Page[Publication]) -> list[Published]:
    """The publications of a page as lists tell of them, which need no text; three queries.

    Which they are is asked first: to sort thousands of whole rows takes longer than to name them.
    """
    rows = page.object_list
    assert isinstance(rows, QuerySet)
    named = list(rows.values_list("pk", flat=True))
    found = Publication.objects.select_related("revision__document").in_bulk(named)
    editions = Expression.objects.defer("text", "stale_paragraphs")
    return _with_editions((found[pk] for pk in named), editions)


def publication(forum: Forum, slug: str) -> Published | None:
    """One document as it was published last; None for all others, whatever they are."""
    rows = queries.published(forum).filter(revision__document__slug=slug)
    last = rows.order_by("at", "pk").last()
    return _with_editions([last], Expression.objects.all())[0] if last is not None else None


def corrigenda(document: Document) -> list[Published]:
    """The corrigenda of a work that were published, in their order; nothing of any other."""
    rows = queries.published(document.forum).filter(
        revision__document__of=document, revision__document__suffix=CORRIGENDUM
    )
    last = {row.revision.document_id: row for row in rows.order_by("at", "pk")}
    found = _with_editions(last.values(), Expression.objects.all())
    return sorted(found, key=lambda one: one.document.suffix_number)


def of_document(document: Document) -> list[Published]:
    """The publication of a document that counts, if there is one."""
    found = publication(document.forum, document.slug)
    return [found] if found is not None else []


def successor(document: Document) -> Published | None:
    """The document that took the place of one, where it was published as well."""
    later = document.superseded_by
    return None if later is None else publication(document.forum, later.slug)


def is_proposed(document: Document) -> bool:
    """Whether the publication of a document waits for a key."""
    return acts.Sent("document.publish", "document", document.slug) in acts.sent(document.forum)


def waiting(document: Document) -> list[JointAct]:
    """Publications of a document that wait for a key."""
    rows = acts.open_acts(document.forum).filter(
        kind="document.publish", subject_kind="document", subject_id=document.slug
    )
    return list(rows)


def _with_editions(rows: Iterable[Publication], editions: QuerySet[Expression]) -> list[Published]:
    rows = list(rows)
    revisions = [row.revision_id for row in rows]
    found: dict[tuple[int, str, int], Expression] = {}
    for one in editions.filter(revision__in=revisions, released_at__isnull=False):
        found[(one.revision_id, one.language, one.edition)] = one
    made = []
    for row in rows:
        bound = {
            code: found[(row.revision_id, code, number)]
            for code, number in row.editions.items()
            if (row.revision_id, code, number) in found
        }
        for one in bound.values():
            one.revision = row.revision
        made.append(Published(row, bound))
    return made

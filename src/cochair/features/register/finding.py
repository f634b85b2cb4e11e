"""Documents as they are searched: the standing editions that were released, and what is published.

Of a document that was circulated the house finds the editions of its circulated revision that
were released and are not held for a marking; of one that was withdrawn its title and numbers
alone.  The public finds the editions that the last publication binds, and no other: these cannot
be taken back.
Source: domain.md C.8; INV-4, INV-13.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as __

from cochair.features.documents import queries, vocabulary
from cochair.features.documents.models import Document, Expression, Publication, Revision
from cochair.features.languages.states import State
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import presenters
from cochair.formats.paragraphs import cited_in, from_json
from cochair.journal.models import Entry
from cochair.kernel.search import PUBLIC, Card, Filters, Passage
from cochair.procedure.calendar import start_of_day

STALE, COURTESY = "stale", "courtesy"
FILE = "file"


class Documents:
    """The register as a source of what can be found."""

    kind = queries.SUBJECT
    is_public = True

    def touched(self, forum: Forum, entries: Iterable[Entry]) -> Collection[int]:
        """The documents that entries are about, that their acts are about, or whose file they are."""
        names, files = set(), set()
        for entry in entries:
            if entry.about_kind == queries.SUBJECT:
                names.add(entry.about_id)
            elif entry.about_kind == FILE:
                files.add(int(entry.about_id))
            elif entry.facts.get("subject_kind") == queries.SUBJECT:
                names.add(str(entry.facts.get("subject")))
        if not (names or files):
            return []
        of_files = Expression.objects.filter(file__in=files).values("revision__document")
        rows = Document.objects.filter(
            Q(key__in=names) | Q(slug__in=names) | Q(pk__in=of_files), forum=forum
        )
        return list(rows.order_by("pk").values_list("pk", flat=True))

    def every(self, forum: Forum) -> Iterable[int]:
        """The documents that were circulated or published, the oldest first."""
        rows = Document.objects.filter(forum=forum, circulated_at__isnull=False)
        return rows.order_by("circulated_at", "pk").values_list("pk", flat=True)

    def passages(self, item: int) -> Iterator[Passage]:
        """The head of a document in each language of its title, then its paragraphs; six queries."""
        document = Document.objects.get(pk=item)
        if document.circulated_at is None:
            return
        revision = (
            Revision.objects.filter(document=document, circulated_at__isnull=False)
            .order_by("number")
            .last()
        )
        publication = _last_publication(document)
        house = released(revision) if revision and document.withdrawn_at is None else {}
        public = _published(publication) if publication else {}
        yield from _heads(document, revision, publication if public else None)
        for one in {**house, **public}.values():
            yield from paragraphs_of(one, in_house=one.pk in house, is_public=one.pk in public)

    def visible(
        self, forum: Forum, hat: ActingOffice, at: datetime, to: Filters
    ) -> QuerySet[Document, object]:
        """The documents that a hat may read, as far as the filters leave them."""
        rows = _narrowed(forum, queries.visible(forum, hat, at), to, "circulated_at")
        return rows.values("pk")

    def published(self, forum: Forum, at: datetime, to: Filters) -> QuerySet[Document, object]:
        """The documents that both Parties published: for good, whenever it is asked.

        To a meeting nothing is narrowed: which documents belong to one may not be public.
        """
        rows = Document.objects.filter(forum=forum, revisions__publications__isnull=False)
        found = _narrowed(forum, rows, replace(to, meeting=""), "revisions__publications__at")
        return found.values("pk")

    def cards(self, forum: Forum, items: Collection[int], audience: str) -> Mapping[int, Card]:
        """Documents in a list; three queries, or four for anyone."""
        book = parties.books(forum)[-1]
        rows = Document.objects.filter(pk__in=items).select_related("meeting", "party", "forum")
        numbers, titles = _numbers(items, audience), _public_titles(items, audience)
        kinds = vocabulary.kinds(book)
        found = {}
        for row in rows:
            number, at = numbers.get(row.pk, (0, row.circulated_at))
            is_public = audience == PUBLIC
            found[row.pk] = Card(
                title=titles.get(row.pk, {}) if is_public else row.title,
                symbol=queries.name_of(row, number) or __("No number"),
                kind=presenters.said(kinds, row.kind),
                meeting=row.meeting.slug if row.meeting and not is_public else "",
                marking="" if is_public else presenters.marking(row, book),
                day=at,
                is_withdrawn=row.withdrawn_at is not None,
                address=_page_of(forum, row, audience),
                addresses={
                    language: _edition(forum, row, number, language, audience)
                    for language in book.languages
                },
            )
        return found


def described(rows: "QuerySet[Document]") -> tuple[list[str], list[str], list[str]]:
    """The series, kinds and meetings of some documents that were circulated; one query."""
    found = {
        (series, kind, meeting)
        for series, kind, meeting in rows.filter(circulated_at__isnull=False)
        .order_by()
        .values_list("series", "kind", "meeting__slug")
        .distinct()
    }
    parts = zip(*found, strict=True) if found else ((), (), ())
    series, kinds, meetings = (sorted(filter(None, set(part))) for part in parts)
    return series, kinds, meetings


def _last_publication(document: Document) -> Publication | None:
    rows = Publication.objects.filter(revision__document=document).select_related("revision")
    return rows.order_by("at", "pk").last()


def released(revision: Revision) -> Mapping[int, Expression]:
    """The editions of a revision that others than its authors read, by key."""
    rows = Expression.objects.filter(
        revision=revision, replaced_at=None, released_at__isnull=False
    ).select_related("file")
    standing = {row.language: row for row in rows.order_by("language", "edition")}
    return {row.pk: row for row in standing.values() if not queries.is_held(row)}


def _published(publication: Publication) -> Mapping[int, Expression]:
    """The editions that a publication binds, by key."""
    rows = Expression.objects.filter(revision=publication.revision_id, released_at__isnull=False)
    return {
        row.pk: row
        for row in rows.select_related("file")
        if publication.editions.get(row.language) == row.edition and not queries.is_held(row)
    }


def _heads(
    document: Document, revision: Revision | None, publication: Publication | None
) -> Iterator[Passage]:
    symbol = queries.name_of(document, revision.number if revision else 0)
    more = " ".join([symbol, *document.aliases.values_list("symbol", flat=True)])
    for language, title in document.title.items():
        if title:
            yield Passage(language, title, more=more)
    if publication is None:
        return
    more = queries.name_of(document, publication.revision.number)
    for language, title in publication.title.items():
        if title and language in publication.editions:
            yield Passage(language, title, more=more, in_house=False, is_public=True)


def paragraphs_of(
    edition: Expression, *, in_house: bool = True, is_public: bool = False
) -> Iterator[Passage]:
    """The paragraphs of an edition with their footnotes, each as it is to be found."""
    stale = set(edition.stale_paragraphs) if edition.state == State.STALE else set()
    text = from_json(edition.text)
    numbers = cited_in(text)
    for one in text:
        state = STALE if one.id in stale else COURTESY if edition.courtesy else ""
        words = "\n".join(filter(None, (one.text.replace("\t", " · "), *one.notes)))
        if words.strip():
            yield Passage(
                edition.language,
                words,
                paragraph=one.id,
                number=numbers[one.id],
                state=state,
                in_house=in_house,
                is_public=is_public,
            )


def _narrowed(
    forum: Forum, rows: "QuerySet[Document]", to: Filters, day: str
) -> "QuerySet[Document]":
    if to.series:
        rows = rows.filter(series=to.series)
    if to.kind not in {"", queries.SUBJECT}:
        rows = rows.filter(kind=to.kind)
    if to.meeting:
        rows = rows.filter(meeting__slug=to.meeting)
    if to.since:
        rows = rows.filter(**{f"{day}__gte": start_of_day(to.since, forum.zone)})
    if to.until:
        end = start_of_day(to.until + timedelta(days=1), forum.zone)
        rows = rows.filter(**{f"{day}__lt": end})
    return rows


def _numbers(items: Collection[int], audience: str) -> Mapping[int, tuple[int, datetime | None]]:
    """The revision that an audience reads of each document, and since when."""
    if audience == PUBLIC:
        rows = Publication.objects.filter(revision__document__in=items).order_by("at", "pk")
        names = ("revision__document", "revision__number", "at")
        return {item: (number, at) for item, number, at in rows.values_list(*names)}
    revisions = Revision.objects.filter(document__in=items, circulated_at__isnull=False)
    rows_of = revisions.order_by("number").values_list("document", "number", "circulated_at")
    return {item: (number, at) for item, number, at in rows_of}


def _public_titles(items: Collection[int], audience: str) -> Mapping[int, Mapping[str, str]]:
    """What published documents are called before anyone."""
    if audience != PUBLIC:
        return {}
    rows = Publication.objects.filter(revision__document__in=items).order_by("at", "pk")
    return dict(rows.values_list("revision__document", "title"))


def _page_of(forum: Forum, row: Document, audience: str) -> str:
    """The page of a document for an audience; empty where there is none."""
    return _page("document", audience, forum.slug, row.slug)


def _edition(forum: Forum, row: Document, revision: int, language: str, audience: str) -> str:
    """The page of a document in one language, for the house of one revision; empty for none."""
    if audience == PUBLIC:
        return _page("expression", audience, forum.slug, row.slug, language)
    return _page("expression", audience, forum.slug, row.slug, revision, language)


def _page(name: str, audience: str, *places: object) -> str:
    space = "public" if audience == PUBLIC else "documents"
    try:
        return reverse(f"{space}:{name}", args=places)
    except NoReverseMatch:
        return ""

"""Reads for the pages of the register; each a fixed number of queries."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from cochair.features.documents import queries
from cochair.features.documents.models import Circulation, Document, Reference
from cochair.features.meetings import attendance
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import adoptions, holds
from cochair.procedure.calendar import civil_day

DRAFT, OUT, FINAL, WITHDRAWN, SUPERSEDED = "draft", "out", "final", "withdrawn", "superseded"
_STANDS = Q(withdrawn_at=None, superseded_by=None)
STATES = (DRAFT, OUT, FINAL, SUPERSEDED, WITHDRAWN)
_IN_STATE: Mapping[str, Q] = {
    DRAFT: Q(circulated_at=None) & _STANDS,
    OUT: Q(circulated_at__isnull=False, final_at=None) & _STANDS,
    FINAL: Q(final_at__isnull=False) & _STANDS,
    SUPERSEDED: Q(superseded_by__isnull=False, withdrawn_at=None),
    WITHDRAWN: Q(withdrawn_at__isnull=False),
}


def documents(
    forum: Forum, hat: ActingOffice, at: datetime, wanted: Mapping[str, str]
) -> QuerySet[Document]:
    """The documents that a hat may read and a list asks for, the newest first, with their rows.

    `wanted` may name a series, a kind, the slug of a meeting, a state, and words of a title or
    number.
    """
    rows = queries.visible(forum, hat, at)
    for name in ("series", "kind"):
        if wanted.get(name):
            rows = rows.filter(**{name: wanted[name]})
    if wanted.get("meeting"):
        rows = rows.filter(meeting__slug=wanted["meeting"])
    if wanted.get("state") in _IN_STATE:
        rows = rows.filter(_IN_STATE[wanted["state"]])
    if wanted.get("q"):
        said = wanted["q"]
        rows = rows.filter(
            Q(slug__icontains=said.replace("/", "-").replace(" ", "-").lower())
            | Q(title__icontains=said)
            | Q(pk__in=Document.objects.filter(aliases__symbol__icontains=said).values("pk"))
        )
    return queries.with_rows(rows).order_by(
        F("circulated_at").desc(nulls_first=True), "-registered_at", "-pk"
    )


def own_keys(forum: Forum, hat: ActingOffice, rows: Iterable[Document]) -> frozenset[int]:
    """Which of some documents the hat, or the office it works for, registered."""
    keys = [row.pk for row in rows]
    return frozenset(
        Document.objects.filter(queries.own(hat), forum=forum, pk__in=keys).values_list(
            "pk", flat=True
        )
    )


def series(forum: Forum, hat: ActingOffice, at: datetime) -> list[str]:
    """The series in which a hat reads anything."""
    rows = queries.visible(forum, hat, at).exclude(series="")
    return sorted(set(rows.order_by().values_list("series", flat=True).distinct()))


def parts(document: Document, hat: ActingOffice | None, at: datetime) -> list[tuple[str, Document]]:
    """The addenda and corrigenda of a work that a hat may read, each with its symbol."""
    rows = queries.visible(document.forum, hat, at).filter(of=document)
    return [(queries.name_of(row), row) for row in rows.order_by("suffix", "suffix_number")]


def references(
    document: Document, hat: ActingOffice | None, at: datetime
) -> list[tuple[Reference, Document | None]]:
    """What a document refers to; one that the reader may not see is the symbol alone."""
    rows = list(Reference.objects.filter(document=document))
    keys = [row.to_id for row in rows if row.to_id is not None]
    seen = {row.pk: row for row in queries.visible(document.forum, hat, at).filter(pk__in=keys)}
    return [(row, seen.get(row.to_id) if row.to_id else None) for row in rows]


def successor(document: Document, hat: ActingOffice | None, at: datetime) -> Document | None:
    """The document that took the place of one, where the reader may read it as well."""
    if document.superseded_by_id is None:
        return None
    return queries.visible(document.forum, hat, at).filter(pk=document.superseded_by_id).first()


def agreed(forum: Forum, hat: ActingOffice, at: datetime) -> Iterator[tuple[Document, date]]:
    """The final documents that a hat may read and to whose words both Parties have agreed, the last
    first, each with the civil day (zone of the forum) on which both did.

    One office alone calls a document final: that is no agreement, and its day is not that of one.
    """
    final = queries.visible(forum, hat, at).filter(_STANDS, final_at__isnull=False)
    held = holds.perhaps(list(final.values_list("pk", flat=True)))
    rows = final.filter(pk__in=held).select_related("forum", "party", "meeting", "of__forum")
    for row in rows.order_by("-final_at"):
        if row.final_at is not None and holds.agreed(row, at):
            adoption = adoptions.of_document(row)
            yield row, civil_day(adoption.at if adoption else row.final_at, forum.zone)


def circulations(document: Document) -> list[Circulation]:
    """When a document went out, and for what, the latest first."""
    rows = Circulation.objects.filter(revision__document=document)
    return list(rows.select_related("revision", "by__party").order_by("-at", "-pk"))


def meetings(forum: Forum, hat: ActingOffice, at: datetime) -> list[Meeting]:
    """The meetings to which a hat may say that a document belongs, the latest first: those of which
    it may know that they exist."""
    rows = Meeting.objects.filter(forum=forum, cancelled_at=None).select_related("cycle", "forum")
    found = list(rows.prefetch_related("schedules").order_by("-pk"))
    hidden = attendance.unknown(forum, hat, at, found)
    return [row for row in found if row.slug not in hidden]

"""Reads of the translation memory: what a hat may read of it, and nothing beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Expression, Unit
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.formats.tmx import Pair


@dataclass(frozen=True, slots=True)
class Counted:
    """How much there is for a pair of languages: from the register, and from files."""

    source: str
    target: str
    register: int
    brought: int


def readable(forum: Forum, hat: ActingOffice, at: datetime) -> QuerySet[Unit]:
    """The pairs that a hat may read: of editions that it may read, and of files for all or its Party.

    A pair of others is read once its revision was circulated, and while no marking holds either
    of the two languages: it gives the words of both.
    """
    own = Document.objects.filter(documents.own(hat), forum=forum).values("pk")
    out = documents.visible(forum, hat, at).filter(circulated_at__lte=at).values("pk")
    held = Exists(
        Expression.objects.filter(
            revision=OuterRef("expression__revision"),
            language__in=[OuterRef("source_language"), OuterRef("target_language")],
            released_at__isnull=False,
            file__held=True,
            file__released_at=None,
        )
    )
    circulated = Q(expression__revision__circulated_at__lte=at) & ~Q(
        expression__replaced_at__lt=F("expression__revision__circulated_at")
    )
    shared = hat.may(Power.READ_SHARED)
    brought = Q(document=None, party=None) if shared else Q(pk__in=())
    for space in hat.spaces:
        kind, _colon, code = space.partition(":")
        if kind == "party":
            brought |= Q(document=None, party__code=code)
    return Unit.objects.filter(forum=forum).filter(
        brought | Q(document__in=own) | (Q(document__in=out) & circulated & ~held)
    )


def counts(forum: Forum, hat: ActingOffice, at: datetime) -> list[Counted]:
    """How many pairs a hat may read, by languages; one query."""
    rows = (
        readable(forum, hat, at)
        .order_by("source_language", "target_language")
        .values("source_language", "target_language")
        .annotate(
            register=Count("pk", filter=Q(document__isnull=False)),
            brought=Count("pk", filter=Q(document=None)),
        )
    )
    return [
        Counted(*row)
        for row in rows.values_list("source_language", "target_language", "register", "brought")
    ]


def pairs(
    forum: Forum, hat: ActingOffice, at: datetime, source: str, target: str
) -> Iterator[Pair]:
    """The pairs of two languages that a hat may read, the oldest first."""
    rows = readable(forum, hat, at).filter(source_language=source, target_language=target)
    for first, second in rows.order_by("pk").values_list("source", "target").iterator():
        yield Pair(source, target, first, second)

"""Reads of comments and receipts; what one may not read is not counted either."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min, Q

from cochair.features.documents import queries as documents
from cochair.features.documents.models import (
    Circulation,
    Comment,
    Document,
    Expression,
    Receipt,
    Revision,
)
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.refusal import Refusal, _

COMMENTS = frozenset(
    {
        Role.CO_PRESIDENCY,
        Role.SECRETARIAT,
        Role.INCOMING,
        Role.DELEGATION_HEAD,
        Role.DELEGATION_MEMBER,
        Role.COORDINATOR,
        Role.INSTITUTION,
    }
)


@dataclass(frozen=True, slots=True)
class Opened:
    """An office that opened a revision: when first, and in which languages."""

    title: str
    at: datetime
    languages: tuple[str, ...]
    downloaded: bool


@dataclass(frozen=True, slots=True)
class Open:
    """A document on which comments are asked for, and until when: nobody need answer."""

    document: Document
    until: datetime


def asked_on(document: Document, at: datetime) -> datetime | None:
    """Until when comments on a document are asked for; None where they are not, or no longer."""
    ended = (document.withdrawn_at, document.superseded_by_id, document.final_at)
    if any(one is not None for one in ended):
        return None
    rows = Circulation.objects.filter(revision__document=document, until__gt=at)
    found: datetime | None = rows.aggregate(until=Max("until"))["until"]
    return found


def asked(forum: Forum, hat: ActingOffice, at: datetime) -> list[Open]:
    """The documents of others on which a hat may comment until an instant to come, the first first."""
    if not may_comment(hat):
        return []
    seen = documents.visible(forum, hat, at).filter(
        withdrawn_at=None, superseded_by=None, final_at=None
    )
    rows = seen.exclude(documents.own(hat)).annotate(
        asked_until=Max(
            "revisions__circulations__until", filter=Q(revisions__circulations__until__gt=at)
        )
    )
    found = rows.filter(asked_until__isnull=False).order_by("asked_until", "pk")
    return [Open(row, row.asked_until) for row in found]


def comments(document: Document, hat: ActingOffice) -> list[Comment]:
    """The comments on a document that a hat reads: those to all, and those in its own Party."""
    rows = Comment.objects.filter(_read(hat), document=document)
    return list(
        rows.select_related("by__party", "by__member", "by__organisation", "expression__revision")
    )


def comment(forum: Forum, number: int, hat: ActingOffice) -> Comment | None:
    """One comment that a hat reads; None for all others alike."""
    rows = Comment.objects.filter(_read(hat), document__forum=forum, pk=number)
    return rows.select_related("document").first()


def is_read(row: Comment, hat: ActingOffice) -> bool:
    """Whether a hat reads a comment."""
    return Comment.objects.filter(_read(hat), pk=row.pk).exists()


def may_comment_refusal(hat: ActingOffice) -> Refusal | None:
    """A refusal for an office that reads and says nothing."""
    if hat.role in COMMENTS:
        return None
    return Refusal("practice", _("Observers and auditors may not comment on documents."))


def reads_comments(hat: ActingOffice) -> bool:
    """Whether an office reads what others comment: an observer was granted papers alone."""
    return hat.role is not Role.OBSERVER


def may_comment(hat: ActingOffice) -> bool:
    """Whether an office comments on what it reads."""
    return hat.role in COMMENTS


def openings(revision: Revision) -> list[Opened]:
    """Who opened a revision, for whoever registered it; one query."""
    rows = (
        Receipt.objects.filter(expression__revision=revision)
        .select_related("office__party", "office__member", "office__organisation", "expression")
        .order_by("opened_at")
    )
    found: dict[int, list[Receipt]] = {}
    for row in rows:
        found.setdefault(row.office_id, []).append(row)
    return [
        Opened(
            title=title_of(group[0]),
            at=group[0].opened_at,
            languages=tuple(sorted({row.expression.language for row in group})),
            downloaded=any(row.downloaded_at is not None for row in group),
        )
        for group in found.values()
    ]


def first_opened(document: Document) -> Mapping[int, datetime]:
    """When each edition of a document was first opened by anybody."""
    rows = Expression.objects.filter(revision__document=document)
    found = rows.annotate(first=Min("receipts__opened_at")).values_list("pk", "first")
    return {pk: first for pk, first in found if first is not None}


def title_of(row: Receipt) -> str:
    """An office as the journal writes it."""
    office = row.office
    codes = (office.party, office.member, office.organisation)
    return " ".join([office.role, *(one.code for one in codes if one is not None)])


def _read(hat: ActingOffice) -> Q:
    if not reads_comments(hat):
        return Q(pk__in=())
    spaces = ["shared", *(space for space in hat.spaces if space.startswith("party:"))]
    return Q(space__in=spaces)

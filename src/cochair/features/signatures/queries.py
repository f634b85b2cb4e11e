"""Reads of originals, signatures and certificates; each a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from cochair.features.documents.models import (
    Certificate,
    Expression,
    Original,
    Revision,
    Signature,
    StoredFile,
)
from cochair.features.parties.models import Forum
from cochair.features.signatures.certificates import ANCHOR, HOLDER, STAMP


def original(expression: Expression) -> Original | None:
    """The original of a language of a revision that stands, sealed or on its way.

    A language that a corrigendum put right later has another edition; the original stays.
    """
    rows = Original.objects.filter(
        expression__revision=expression.revision_id,
        expression__language=expression.language,
        dropped_at=None,
    )
    rows = rows.select_related("file", "made_by", "expression__revision__document__forum")
    return rows.order_by("pk").first()


def of_revision(revision: Revision) -> Mapping[str, Original]:
    """The originals of a revision that stand, by language."""
    rows = Original.objects.filter(expression__revision=revision, dropped_at=None)
    found = rows.select_related("expression").prefetch_related("signatures")
    return {row.expression.language: row for row in found}


def signatures(original: Original) -> Sequence[Signature]:
    """The signatures of an original, in the order in which they came."""
    rows = original.signatures.select_related(
        "party", "certificate", "file", "by__party", "by__member"
    )
    return list(rows.order_by("number"))


def newest_file(original: Original, signed: Sequence[Signature]) -> StoredFile:
    """The file as it stands: with every signature so far."""
    return signed[-1].file if signed else original.file


def certificates(forum: Forum) -> QuerySet[Certificate]:
    """All certificates of a forum, those that ended too: what was signed with them is still there."""
    rows = Certificate.objects.filter(forum=forum)
    return rows.select_related("party", "office__member", "by__member").order_by(
        "party__order", "pk"
    )


def certificate(forum: Forum, number: int) -> Certificate | None:
    """One certificate by its number."""
    return certificates(forum).filter(pk=number).first()


def of_subject(forum: Forum, name: str) -> Certificate | None:
    """The certificate that the journal names by the beginning of its fingerprint, or None."""
    return certificates(forum).filter(fingerprint__startswith=name).first()


def by_fingerprint(forum: Forum, fingerprint: str) -> list[Certificate]:
    """The holders' certificates with a fingerprint, whichever Party registered it."""
    return list(certificates(forum).filter(fingerprint=fingerprint, kind=HOLDER))


def roots(forum: Forum, party: str, at: datetime, kind: str = ANCHOR) -> list[Certificate]:
    """The authorities that a Party believes at an instant (aware UTC)."""
    rows = certificates(forum).filter(party__code=party, kind=kind, at__lte=at)
    return list(rows.filter(Q(ended_at=None) | Q(ended_at__gt=at)))


def stamps(forum: Forum, at: datetime) -> list[Certificate]:
    """The authorities for time that any Party believes at an instant (aware UTC)."""
    rows = certificates(forum).filter(kind=STAMP, at__lte=at)
    return list(rows.filter(Q(ended_at=None) | Q(ended_at__gt=at)))


def can_be_made(revision: Revision) -> Iterable[Expression]:
    """The editions of a revision that could be signed: released, not stale, nobody's courtesy."""
    rows = Expression.objects.filter(
        revision=revision,
        replaced_at=None,
        released_at__isnull=False,
        courtesy=False,
        stale_at=None,
    )
    return rows.select_related("file").order_by("language")

"""Whose turn it is on an original: every presidency that has not signed it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cochair.documents import cycles
from cochair.documents.models import Document, Original
from cochair.documents.turning import named
from cochair.kernel.kind import Turn
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.offices import Role
from cochair.procedure.refusal import _

SIGN = _("Sign and seal: {document} ({language})")


def unsealed(forum: Forum) -> Iterable[Original]:
    """The originals on their way, of documents that have not ended with a cycle."""
    ended = Document.objects.filter(cycles.of_closed(forum), forum=forum).values("pk")
    rows = Original.objects.filter(
        expression__revision__document__forum=forum, dropped_at=None, sealed_at=None
    ).exclude(expression__revision__document__in=ended)
    return rows.select_related("expression__revision__document__forum").prefetch_related(
        "signatures__party"
    )


def turns(one: Original, at: datetime) -> Iterator[Turn]:
    """A Party that has not signed; nobody once it is sealed or was taken back."""
    revision = one.expression.revision
    document = revision.document
    if one.sealed_at is not None or one.dropped_at is not None or document.withdrawn_at:
        return
    signed = {row.party.code for row in one.signatures.all()}
    language = one.expression.language
    page = ("documents:original", document.slug, str(revision.number), language)
    facts = {**named(document), "language": language.upper()}
    for party in parties.roster(document.forum).party_codes:
        if party not in signed:
            yield Turn(Role.CO_PRESIDENCY.value, party, SIGN, facts, None, "", page)

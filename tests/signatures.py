"""Papers that both presidencies sign, for stories: authorities, keys, a final paper, signed files.

The keys are made once for all stories and belong to nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import papers
import signing as both
from cochair.features.documents.models import Document, Expression, Original, Signature
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import actions as register
from cochair.features.signatures import actions, authority, local, queries, registration
from cochair.features.signatures.authority import Issued
from cochair.features.signatures.certificates import ANCHOR, HOLDER
from cochair.features.signatures.problems import field_of
from played import played
from world import NOW

YEAR = timedelta(days=365)
RECORD = ("The meeting agreed to keep the harbours safe.", "It thanked the pilots.")


@dataclass(frozen=True)
class Keys:
    """The authority of a Party and what its presidency signs with."""

    authority: Issued
    holder: Issued


@cache
def keys(party: str) -> Keys:
    """The keys of a Party, valid for a year around the Monday of the stories."""
    issuer = authority.authority(f"Authority of {party}", at=NOW, is_test=False)
    return Keys(
        issuer,
        authority.holder(
            issuer, f"Presidency of {party}", start=NOW - YEAR, end=NOW + YEAR, is_test=False
        ),
    )


def hats(forum: Forum, at: datetime = NOW) -> Mapping[str, ActingOffice]:
    """Both presidencies in office, by Party."""
    return {"LEAGUE": both.league(forum, at), "CONCERT": both.concert(forum, at)}


@played
def registered(forum: Forum, at: datetime = NOW) -> None:
    """The authority of each Party, and the certificate of each presidency."""
    for party, hat in hats(forum, at).items():
        own = keys(party)
        registration.register(forum, own.authority.pem, kind=ANCHOR, by=hat, at=at)
        registration.register(forum, own.holder.pem, kind=HOLDER, by=hat, at=at)


@played
def final(forum: Forum, *languages: str, at: datetime = NOW, **more: object) -> Document:
    """A paper of the League that is final, in the languages given (English alone without)."""
    texts = {code: papers.words(*RECORD) for code in languages or ("en",)}
    made = papers.circulated(forum, texts, at=at, **more)
    register.finish(made, seen=made.version, by=both.secretariat(forum, at), at=at)
    return papers.fresh(made)


def edition(document: Document, language: str = "en") -> Expression:
    """A language of its newest revision as it stands."""
    rows = Expression.objects.filter(
        revision=papers.last(document), language=language, replaced_at=None
    ).select_related("revision__document__forum", "file")
    return rows.get()


@played
def ready(forum: Forum, document: Document | None = None, at: datetime = NOW) -> Original:
    """The original of a final paper in English."""
    document = document or final(forum, at=at)
    return actions.make_ready(edition(document), by=both.league(forum, at), at=at)


def octets(original: Original) -> bytes:
    """The file as it is given out now."""
    from cochair.features.files import storage

    return storage.read(queries.newest_file(original, queries.signatures(original)).digest)


def by_key(file: bytes, party: str, issued: Issued | None = None, field: str = "") -> bytes:
    """A file signed on somebody's own machine with the key of a Party's presidency."""
    issued = issued or keys(party).holder
    return local.signed(file, issued.p12(), authority.PASSPHRASE, field=field or field_of(party))


def brought(original: Original, party: str, file: bytes, at: datetime = NOW) -> Signature:
    """A signed file that a presidency brings in."""
    forum = original.expression.revision.document.forum
    return actions.sign(original, file, "signed.pdf", by=hats(forum, at)[party], at=at)


def signs(original: Original, party: str, at: datetime = NOW) -> Signature:
    """A presidency takes the file, signs it and brings it in."""
    return brought(original, party, by_key(octets(original), party), at)


@played
def sealed(forum: Forum, document: Document | None = None, at: datetime = NOW) -> Original:
    """An original with both signatures."""
    registered(forum, at)
    made = ready(forum, document, at)
    signs(made, "LEAGUE", at)
    signs(made, "CONCERT", at)
    made.refresh_from_db()
    return made

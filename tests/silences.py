"""A silence in the small forum: a line for the press in three languages, from Monday to Thursday at three UTC."""

from datetime import UTC, datetime, timedelta

import papers
import signing
from cochair.features.acts.models import JointAct, Key
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.silence import acts, queries, submissions
from cochair.procedure import silence as core
from papers import words
from played import played
from world import NOW

EXPIRY = datetime(2031, 2, 6, 9, tzinfo=UTC)
GRACE = timedelta(seconds=60)
INSTANT = timedelta(microseconds=1)
LATER = EXPIRY + GRACE
WHY = "Paragraph 1 is not what was said."


def line(
    forum: Forum, kind: str = "press_line", marking: str = "forum", by: ActingOffice | None = None
) -> Document:
    """A paper that went out in all languages."""
    texts = {code: words(f"One {code}.") for code in ("en", "es", "pt")}
    return papers.circulated(forum, texts, kind=kind, marking=marking, by=by)


def proposed(paper: Document, until: datetime = EXPIRY, at: datetime = NOW) -> JointAct:
    """A proposal by the League's secretariat."""
    by = signing.secretariat(paper.forum, at)
    return acts.propose_opening(paper, expires_at=until, by=by, at=at)


@played
def opened(forum: Forum) -> SilenceProcedure:
    """A silence on a line for the press, opened by both keys on Monday."""
    signing.both_sign(forum, proposed(line(forum)))
    return SilenceProcedure.objects.select_related("forum").get()


def again(
    row: SilenceProcedure, expires_at: datetime, grace: int = 0, name: str = ""
) -> SilenceProcedure:
    """Another silence like one that both opened, with another end: as if both had signed that.

    Without the way through proposal and keys, because a race needs hundreds.
    """
    number = SilenceProcedure.objects.filter(forum=row.forum).count() + 1
    signed = JointAct.objects.prefetch_related("keys").get(pk=row.act_id)
    keys = list(signed.keys.all())
    terms = {
        **row.terms,
        "silence": f"again-{name or number}",
        "expires_at": expires_at.isoformat(),
        "grace_seconds": grace,
    }
    terms["binds"] = core.opening_digest(queries.bound_terms(row.forum, terms, NOW))
    signed.pk, signed.number = None, JointAct.objects.filter(forum=row.forum).count() + 1
    signed.body = terms
    signed.save()
    for key in keys:
        key.pk, key.act = None, signed
    Key.objects.bulk_create(keys)
    return SilenceProcedure.objects.create(
        forum=row.forum,
        number=number,
        revision=row.revision,
        act=signed,
        terms=terms,
        expires_at=expires_at,
        zone=row.zone,
    )


def norland(forum: Forum) -> ActingOffice:
    """The head of the delegation of Norland."""
    return papers.somebody(forum, "delegation_head", "LEAGUE", "XN")


def lagoon(forum: Forum) -> ActingOffice:
    """The head of a delegation of the other side."""
    return papers.somebody(forum, "delegation_head", "CONCERT", "XL")


def sent(
    row: SilenceProcedure, by: ActingOffice, at: datetime, form: str = "objection", said: str = WHY
) -> tuple[Message, bool]:
    """A message that reached the server at an instant."""
    return submissions.receive(row, form=form, words=said, language="en", by=by, received_at=at)


def stage(row: SilenceProcedure, at: datetime) -> str:
    """Where it stands at an instant, from its rows alone."""
    return core.stage(queries.silence(queries.fresh(row), at), at).value

"""A published agenda as a document of the register: made by the act of both, and by nothing else.

Its text is generated from the version that both signed, so there is no second text: the hold says
where it is changed.  Source: domain.md B.10 (CB-42), AMB-19.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from cochair.features.agendas import queries as agendas
from cochair.features.agendas.papers import Issue
from cochair.features.documents import vocabulary
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document, Revision
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import actions as register
from cochair.features.register import entry as entering
from cochair.features.register import holds
from cochair.features.register.holds import Hold, Verb, Way
from cochair.procedure.refusal import Refusal, _

ELSEWHERE = Refusal(
    "practice",
    _(
        "This document is the agenda that both Parties published. Change the agenda and publish "
        "it again: that makes the next revision."
    ),
)
STOPS = holds.CHANGES | {Verb.SUPERSEDE, Verb.SUBMIT, Verb.NEGOTIATE}


def among(keys: Collection[int]) -> Iterable[QuerySet[Any, Any]]:
    """Of documents by their keys, those that are agendas."""
    rows = Document.objects.filter(pk__in=keys, kind=vocabulary.AGENDA)
    yield rows.values_list("pk")


def on(document: Document, at: datetime) -> Iterable[Hold]:
    """What holds a document that was made from an agenda: it says what the agenda says."""
    if document.kind == vocabulary.AGENDA and agendas.is_agenda(document.forum, document.slug):
        yield Hold(ELSEWHERE, STOPS, ways=frozenset({Way.AGENDA}))


@transaction.atomic
def issue(issue: Issue, *, by: ActingOffice, at: datetime) -> str:
    """Keep a published agenda as the next revision of its document, in every language, and circulate
    it to whoever takes part in the meeting; its slug."""
    (source, *_others) = issue.texts
    made = _begun(issue, source, by=by, at=at)
    document = made.document
    for code, text in issue.texts.items():
        origin = Origin.ORIGINAL if code == source else Origin.TRANSLATED
        draft = languages.Draft(code, text, issue.title.get(code, ""), origin=origin, signed=True)
        seen, way = _seen(document), Way.AGENDA
        edition = languages.add_edition(made, draft, seen=seen, way=way, by=by, at=at)
        languages.release(edition, seen=_seen(document), way=way, by=by, at=at)
    register.circulate(
        document,
        purpose="information",
        until=None,
        seen=_seen(document),
        way=Way.AGENDA,
        by=by,
        at=at,
    )
    if issue.is_final:
        register.finish(document, seen=_seen(document), way=Way.AGENDA, by=by, at=at)
    return str(document.slug)


def _begun(issue: Issue, source: str, *, by: ActingOffice, at: datetime) -> Revision:
    """The revision that has no text yet: the first of a new document, or the next."""
    forum = issue.meeting.forum
    if issue.slug:
        document = Document.objects.select_related("forum").get(forum=forum, slug=issue.slug)
        return register.revise(
            document,
            source=source,
            summary="",
            seen=document.version,
            way=Way.AGENDA,
            by=by,
            at=at,
        )
    book = parties.book(forum, at)
    entry = entering.Entry(
        kind=vocabulary.AGENDA,
        title=issue.title,
        source=source,
        originator=(
            vocabulary.both_of(book)
            or vocabulary.presidency_of(book, by.party)
            or vocabulary.NOBODY
        ),
        marking=Marking.PARTICIPANTS,
        meeting=issue.meeting.slug,
    )
    document = entering.register(forum, entry, by=by, at=at)
    made = document.revisions.get(number=0)
    made.document = document
    return made


def _seen(document: Document) -> int:
    return int(Document.objects.values_list("version", flat=True).get(pk=document.pk))

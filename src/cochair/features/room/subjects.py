"""What is put to the room: a text with its digest, and what stands between it and its adoption.

The one place that knows where a text comes from; all else here asks for a Subject.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Revision
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.publications.actions import lacking, standing
from cochair.features.texts import issue
from cochair.features.texts import queries as texts
from cochair.features.texts.models import NegotiatedText
from cochair.formats.paragraphs import from_json
from cochair.procedure import text as core
from cochair.procedure.consent import digest_of
from cochair.procedure.obstacle import (
    Clauses,
    Clearance,
    Obstacle,
    Subject,
    Weight,
    clauses_of,
    uncleared,
)
from cochair.procedure.refusal import Refusal, _, require

PRACTICE = "practice"
TEXT, REVISION = "text", "revision"


@dataclass(frozen=True, slots=True)
class Put:
    """A text as it is now: `digest` is that of all its languages, `languages` one digest each.

    It is a text under negotiation, or a revision that went out.  `obstacles` stand between it and
    its adoption; `paragraphs` are its words, each with its id, kind and words by language, and
    the number that was typed before it where that is no part of the words.  `behind` are paragraphs
    with a language that does not say by now what they say: of that no word is adopted.
    """

    document: Document
    text: NegotiatedText | None
    revision: Revision | None
    digest: str
    languages: Mapping[str, str]
    paragraphs: tuple[Mapping[str, object], ...]
    obstacles: tuple[Obstacle, ...]
    clearances: tuple[Clearance, ...]
    clean: bool = True
    behind: tuple[tuple[str, str], ...] = ()

    @property
    def number(self) -> int:
        """The number of the revision; 0 for a text under negotiation."""
        return self.revision.number if self.revision else 0

    def before(
        self, sides: tuple[str, ...], clauses: Clauses, at: datetime
    ) -> tuple[Obstacle, ...]:
        """Everything that stands before its adoption at an instant, clearances among it."""
        missing = uncleared(sides, self.clearances, self.digest, at, clauses)
        return (*self.obstacles, *missing)


def of_document(document: Document, at: datetime) -> Put:
    """What would be put of a document now: the text under negotiation, where there is one.

    Raises Refused when nothing went out.
    """
    found = document.revisions.filter(circulated_at__isnull=False).order_by("number").last()
    require(_nothing_circulated(found))
    assert found is not None
    text = texts.on_document(document.forum, document.slug)
    return (
        _of_text(text, at)
        if text
        else _of_revision(document.forum, document.slug, found.number, at)
    )


def bound(forum: Forum, said: Mapping[str, object], at: datetime) -> Put:
    """What the terms of an act name, with its words as they are now."""
    slug = str(said["document"])
    if said["subject"] == TEXT:
        text = texts.on_document(forum, slug)
        assert text is not None
        return _of_text(text, at)
    return _of_revision(forum, slug, int(str(said["revision"])), at)


def digest_now(forum: Forum, said: Mapping[str, object]) -> Mapping[str, object]:
    """What a key is bound to beside the terms: the words as they are, and that they are the last."""
    slug = str(said["document"])
    document = Document.objects.get(forum=forum, slug=slug)
    newest = document.revisions.filter(circulated_at__isnull=False).order_by("number").last()
    now: dict[str, object] = {"withdrawn": document.withdrawn_at is not None}
    if said["subject"] == TEXT:
        text = texts.on_document(forum, slug)
        return {**now, "digest": texts.digest(text) if text else ""}
    revision = Revision.objects.get(document=document, number=int(str(said["revision"])))
    return {
        **now,
        "digest": _digest(revision, documents.binds(revision)),
        "newest": newest.number if newest else None,
    }


def _of_text(row: NegotiatedText, at: datetime) -> Put:
    text = texts.negotiated(row)
    numbers = {
        one.id: one.number for one in issue.bases(row).get(text.negotiation, ()) if one.number
    }
    return Put(
        document=row.document,
        text=row,
        revision=None,
        digest=core.text_digest(text),
        languages={
            code: digest_of({one.id: one.words.get(code, "") for one in text.current})
            for code in text.languages
        },
        paragraphs=tuple(
            {"id": one.id, "kind": one.kind, "words": dict(one.words)}
            | ({"number": numbers[one.id]} if one.id in numbers else {})
            for one in text.current
        ),
        obstacles=texts.outstanding_of(row, text, at),
        clearances=texts.clearances(row),
        clean=core.is_clean(text),
        behind=core.stale(text),
    )


def _of_revision(forum: Forum, slug: str, number: int, at: datetime) -> Put:
    revision = Revision.objects.select_related("document__forum", "document__meeting").get(
        document__forum=forum, document__slug=slug, number=number
    )
    languages, paragraphs = documents.binds(revision), _paragraphs(revision)
    lacks = _lacking(revision, at)
    return Put(
        document=revision.document,
        text=None,
        revision=revision,
        digest=_digest(revision, languages),
        languages=languages,
        paragraphs=paragraphs,
        obstacles=_languages(revision, lacks, at),
        clearances=(),
        behind=tuple((str(one["id"]), code) for one in paragraphs for code in lacks),
    )


def _digest(revision: Revision, languages: Mapping[str, str]) -> str:
    named = {"document": revision.document.slug, "revision": revision.number}
    return digest_of({**named, "languages": dict(languages)})


def _paragraphs(revision: Revision) -> tuple[Mapping[str, object], ...]:
    """The words of every language that was released, laid side by side by the ids of paragraphs."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for code, row in standing(revision).items():
        for one in from_json(row.text):
            found.setdefault(one.id, (one.kind, {}))[1][code] = one.full_text
    return tuple({"id": id, "kind": kind, "words": words} for id, (kind, words) in found.items())


def _lacking(revision: Revision, at: datetime) -> tuple[str, ...]:
    """The languages that are owed and not there, or behind the others."""
    book, document = parties.book(revision.document.forum, at), revision.document
    owed = documents.languages_of(document, book.languages)
    return tuple(lacking(standing(revision), owed))


def _languages(revision: Revision, lacks: tuple[str, ...], at: datetime) -> tuple[Obstacle, ...]:
    """One obstacle for each language that is not there, or is behind the others."""
    clause = clauses_of(parties.book(revision.document.forum, at)).languages
    return tuple(
        Obstacle(
            Subject.LANGUAGE,
            Weight.STOPS_UNLESS_BOTH,
            Refusal(
                clause,
                _("This language version is missing or out of date: {language}."),
                {"language": code},
            ),
        )
        for code in lacks
    )


def _nothing_circulated(revision: Revision | None) -> Refusal | None:
    if revision is not None:
        return None
    return Refusal(
        PRACTICE,
        _(
            "Circulate the document first. A meeting may not decide on a text "
            "that has not been circulated."
        ),
    )
